package dev.pinwheel.sip.digest;

import dev.pinwheel.runtime.config.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks an answer against the password and its challenge, and explains what does not fit. */
public final class DigestCheck {

  private DigestCheck() {}

  /**
   * What was seen on the wire.
   *
   * @param method such as {@code REGISTER}
   * @param requestUri of the request line, where known
   * @param body of the request; empty where it had none
   * @param challenge that was answered, where known
   * @param nonceAge time between challenge and answer, where known
   * @param nonceLifetime how long the registrar is known to take a nonce
   */
  public record Observation(
      String method,
      Optional<String> requestUri,
      String body,
      Optional<DigestChallenge> challenge,
      Optional<Duration> nonceAge,
      Duration nonceLifetime) {}

  /**
   * The verdict.
   *
   * @param expected the response that the answer's own parameters lead to
   * @param matches whether it is the answer's
   * @param explanation with which change it would be; empty where none is found, or none is needed
   * @param findings what else is wrong, though the digest may match
   */
  public record Verdict(
      String expected, boolean matches, Optional<String> explanation, List<String> findings) {
    public Verdict {
      findings = List.copyOf(findings);
    }

    /** Whether a registrar that keeps to the rules would take it. */
    public boolean isGood() {
      return matches && findings.isEmpty();
    }
  }

  /**
   * Checks.
   *
   * @throws MalformedDigestException where the answer names an algorithm or protection that is none
   */
  public static Verdict check(DigestAnswer answer, Secret password, Observation seen)
      throws MalformedDigestException {
    DigestInput input = answer.input(seen.method(), password, seen.body());
    String expected = input.response();
    boolean matches = expected.equals(answer.response());
    Optional<String> explanation =
        matches
            ? Optional.empty()
            : Alternatives.of(input, seen.challenge(), seen.requestUri()).stream()
                .filter(other -> other.input().response().equals(answer.response()))
                .findFirst()
                .map(other -> "it was computed with " + other.difference());
    List<String> findings = new ArrayList<>(answer.flaws());
    seen.challenge().ifPresent(challenge -> compare(answer, challenge, findings));
    seen.requestUri()
        .filter(uri -> answer.get("uri").filter(uri::equals).isEmpty())
        .ifPresent(
            uri ->
                findings.add(
                    "uri is %s, but the request line has %s: they must be the same (RFC 3261 section 22.4)"
                        .formatted(answer.get("uri").orElseThrow(), uri)));
    seen.nonceAge()
        .filter(age -> age.compareTo(seen.nonceLifetime()) > 0)
        .ifPresent(
            age ->
                findings.add(
                    "the nonce was %d s old and is good for %d s: answer sooner, or use each nonce once"
                        .formatted(age.toSeconds(), seen.nonceLifetime().toSeconds())));
    seen.nonceAge()
        .filter(Duration::isNegative)
        .ifPresent(
            age ->
                findings.add(
                    "the answer is %d s older than its challenge: one of the clocks is wrong"
                        .formatted(-age.toSeconds())));
    return new Verdict(expected, matches, explanation, findings);
  }

  private static void compare(
      DigestAnswer answer, DigestChallenge challenge, List<String> findings) {
    same("realm", Optional.of(challenge.realm()), answer, findings);
    same("nonce", Optional.of(challenge.nonce()), answer, findings);
    same("opaque", challenge.opaque(), answer, findings);
    Optional<DigestAlgorithm> asked = DigestAlgorithm.of(challenge.algorithm());
    if (!asked.equals(DigestAlgorithm.of(answer.get("algorithm")))) {
      findings.add(
          "the algorithm is %s, the challenge asks for %s"
              .formatted(
                  answer.get("algorithm").orElse("MD5"), challenge.algorithm().orElse("MD5")));
    }
    String qop = answer.get("qop").orElse("");
    if (qop.isEmpty() != challenge.qops().isEmpty()
        || (!qop.isEmpty() && challenge.qops().stream().noneMatch(qop::equalsIgnoreCase))) {
      findings.add(
          "qop is %s, the challenge offers %s"
              .formatted(qop.isEmpty() ? "missing" : qop, challenge.qops()));
    }
    if (challenge.stale()) {
      findings.add(
          "the challenge says stale=true: user name and password were right the last time, only the"
              + " nonce was too old (RFC 7616 section 3.3)");
    }
  }

  private static void same(
      String name, Optional<String> asked, DigestAnswer answer, List<String> findings) {
    if (!asked.equals(answer.get(name))) {
      findings.add(
          "%s is %s, the challenge has %s"
              .formatted(name, answer.get(name).orElse("missing"), asked.orElse("none")));
    }
  }
}
