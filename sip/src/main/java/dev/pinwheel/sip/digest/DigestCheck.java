package dev.pinwheel.sip.digest;

import dev.pinwheel.runtime.config.Secret;
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
   * @param userName of the account, where known; the header may have only its hash
   * @param body of the request, where known; empty where it had none
   * @param challenge that was answered, where known
   * @param age of its nonce
   */
  public record Observation(
      String method,
      Optional<String> requestUri,
      Optional<String> userName,
      Optional<Body> body,
      Optional<DigestChallenge> challenge,
      NonceAge age) {}

  /**
   * The verdict.
   *
   * @param expected the response that the answer's own parameters lead to
   * @param matches whether it is the answer's
   * @param explanation with which change it would be; empty where none is found, or none is needed
   * @param findings what else is wrong, though the digest may match
   * @param notes what is no fault, and good to know
   * @param unknown what was hashed and not given: without it nothing can be said of the password
   */
  public record Verdict(
      String expected,
      boolean matches,
      Optional<String> explanation,
      List<String> findings,
      List<String> notes,
      List<String> unknown) {
    public Verdict {
      findings = List.copyOf(findings);
      notes = List.copyOf(notes);
      unknown = List.copyOf(unknown);
    }

    /** Whether a registrar that keeps to the rules would take it. */
    public boolean isGood() {
      return matches && findings.isEmpty();
    }
  }

  /** Checks. */
  public static Verdict check(DigestAnswer answer, Secret password, Observation seen) {
    String named = answer.get("username").orElseThrow();
    DigestInput input =
        answer.input(
            answer.hidesUserName() ? seen.userName().orElse(named) : named,
            seen.method(),
            password,
            seen.body().orElse(Body.EMPTY));
    String expected = input.response();
    boolean matches = expected.equals(answer.response());
    Optional<String> explanation =
        matches
            ? Optional.empty()
            : new Alternatives(answer, seen)
                .of(input)
                .filter(other -> other.input().response().equals(answer.response()))
                .findFirst()
                .map(other -> "it was computed with " + other.difference());
    List<String> notes = new ArrayList<>(answer.notes());
    List<String> findings = new ArrayList<>(answer.flaws());
    seen.userName().ifPresent(name -> compare(answer, input, name, findings));
    seen.challenge().ifPresent(challenge -> compare(answer, challenge, findings, notes));
    seen.requestUri()
        .filter(uri -> answer.get("uri").filter(uri::equals).isEmpty())
        .ifPresent(
            uri ->
                findings.add(
                    "uri is %s, but the request line has %s: they must be the same (RFC 3261 section 22.4)"
                        .formatted(answer.get("uri").orElseThrow(), uri)));
    seen.age().finding().ifPresent(findings::add);
    seen.age().note().ifPresent(notes::add);
    return new Verdict(expected, matches, explanation, findings, notes, unknown(answer, seen));
  }

  private static List<String> unknown(DigestAnswer answer, Observation seen) {
    List<String> unknown = new ArrayList<>();
    if (answer.hidesUserName() && seen.userName().isEmpty()) {
      unknown.add("the user name, of which the header has only the hash (userhash)");
    }
    if (seen.body().isEmpty()
        && answer.get("qop").filter("auth-int"::equalsIgnoreCase).isPresent()) {
      unknown.add("the body, which auth-int hashes, too");
    }
    return unknown;
  }

  private static void compare(
      DigestAnswer answer, DigestInput input, String userName, List<String> findings) {
    String named = answer.get("username").orElseThrow();
    if (answer.hidesUserName() && !named.equalsIgnoreCase(input.userHash())) {
      findings.add(
          "username is not the hash of %s, which is %s (RFC 7616 section 3.4.4)"
              .formatted(userName, input.userHash()));
    } else if (!answer.hidesUserName() && !named.equals(userName)) {
      findings.add("username is %s, the account is %s".formatted(named, userName));
    }
  }

  private static void compare(
      DigestAnswer answer, DigestChallenge challenge, List<String> findings, List<String> notes) {
    same("realm", Optional.of(challenge.realm()), answer, findings);
    same("nonce", Optional.of(challenge.nonce()), answer, findings);
    same("opaque", challenge.opaque(), answer, findings);
    String asked = challenge.algorithm().orElse("MD5");
    String taken = answer.get("algorithm").orElse("MD5");
    if (!asked.equalsIgnoreCase(taken)) {
      findings.add("the algorithm is %s, the challenge asks for %s".formatted(taken, asked));
    }
    String qop = answer.get("qop").orElse("");
    if (qop.isEmpty() != challenge.qops().isEmpty()
        || (!qop.isEmpty() && challenge.qops().stream().noneMatch(qop::equalsIgnoreCase))) {
      findings.add(
          "qop is %s, the challenge offers %s"
              .formatted(qop.isEmpty() ? "missing" : qop, challenge.qops()));
    }
    if (challenge.stale()) {
      notes.add(
          "the challenge says stale=true: user name and password were right the last time, only the"
              + " nonce was too old (RFC 7616 section 3.3); this is the answer to the new one");
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
