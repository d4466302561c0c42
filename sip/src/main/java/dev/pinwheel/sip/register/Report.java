package dev.pinwheel.sip.register;

import dev.pinwheel.sip.digest.DigestChallenge;
import dev.pinwheel.sip.digest.QualityOfProtection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a registration went.
 *
 * @param status of the last response
 * @param trace one line for each exchange, without secrets
 * @param challenge the last one, where there was one
 * @param uri that the credentials were computed with
 * @param nonceAge how old the last challenge was at most when its answer was judged
 * @param clockOffset how far the registrar's clock is ahead of ours by its Date, where it sends one
 * @param removes whether it asked only to remove a binding
 */
public record Report(
    int status,
    String reason,
    List<String> trace,
    Optional<DigestChallenge> challenge,
    String uri,
    Optional<Duration> nonceAge,
    Optional<Duration> clockOffset,
    boolean removes) {

  /** A minute of difference is more than any network takes, and less than most nonces live. */
  private static final Duration NOTABLE_OFFSET = Duration.ofMinutes(1);

  public Report {
    trace = List.copyOf(trace);
  }

  /** What it says of the credentials (RFC 3261 sections 10.3 and 21). */
  public enum Standing {
    TAKEN,
    /** The credentials are refused. */
    MISMATCH,
    /** Something else is. */
    REFUSED,
    /** The registrar has trouble of its own; nobody knows. */
    UNKNOWN
  }

  public Standing standing() {
    return switch (status) {
      case 401, 403, 407 -> Standing.MISMATCH;
      case 408, 480, 486 -> Standing.UNKNOWN;
      case 404 -> foundNoBinding() ? Standing.TAKEN : Standing.REFUSED;
      default -> {
        if (status >= 200 && status < 300) {
          yield Standing.TAKEN;
        }
        yield status >= 500 && status < 600 ? Standing.UNKNOWN : Standing.REFUSED;
      }
    };
  }

  /**
   * Whether the credentials were taken and there was nothing to remove: some registrars answer that
   * with 404 (ejabberd 23.01 does), and wrong credentials with another challenge.
   */
  private boolean foundNoBinding() {
    return status == 404 && removes && challenge.isPresent();
  }

  public boolean isTaken() {
    return standing() == Standing.TAKEN;
  }

  /** What a person should know beside the answer. */
  public List<String> findings() {
    List<String> findings = new ArrayList<>();
    clockFinding().ifPresent(findings::add);
    if (foundNoBinding()) {
      findings.add("the credentials are taken; the registrar has no binding that could be removed");
    }
    if (standing() == Standing.MISMATCH
        && challenge.filter(DigestChallenge::offersAuthIntOnly).isPresent()) {
      findings.add(
          "only qop auth-int is offered: some registrars offer it and cannot verify it (Kamailio"
              + " 5.6.3 does), and refuse the right password, too");
    }
    return findings;
  }

  /** The clock offset in words, where it is large enough to matter. */
  public Optional<String> clockFinding() {
    return clockOffset
        .filter(offset -> offset.abs().compareTo(NOTABLE_OFFSET) > 0)
        .map(offset -> "the registrar's clock is %d s ahead of ours".formatted(offset.toSeconds()));
  }

  /**
   * What was answered, and everything that went into the digest but the password: where to look
   * first when it is refused.
   */
  public String explanation() {
    List<String> facts = new ArrayList<>();
    facts.add("answered %d %s".formatted(status, reason));
    if (challenge.isEmpty()) {
      facts.add("without asking for credentials");
    } else {
      DigestChallenge asked = challenge.get();
      facts.add("realm \"%s\"".formatted(asked.realm()));
      facts.add("URI " + uri);
      facts.add(
          "qop "
              + asked
                  .chosenQop()
                  .map(QualityOfProtection::token)
                  .filter(token -> !token.isEmpty())
                  .orElse("none"));
      facts.add("algorithm " + asked.algorithm().orElse("MD5"));
      nonceAge.ifPresent(
          age ->
              facts.add(
                  "nonce at most %d ms old%s"
                      .formatted(age.toMillis(), asked.stale() ? ", and called stale" : "")));
    }
    clockOffset.ifPresent(
        offset -> facts.add("registrar's clock %d s ahead".formatted(offset.toSeconds())));
    findings().stream()
        .filter(found -> clockFinding().filter(found::equals).isEmpty())
        .forEach(facts::add);
    return String.join(", ", facts);
  }
}
