package dev.pinwheel.chain.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of a policy's list of CAs. One that expires is an exception: it stops counting by
 * itself, so that what was allowed for a while does not stay allowed because nobody remembers.
 *
 * @param reason why it is allowed, in the words of who allowed it
 * @param expires the first instant at which the entry does not count any more
 */
public record AllowedCertificate(
    CertificateMatcher matcher, Optional<String> reason, Optional<Instant> expires) {

  public boolean countsAt(Instant time) {
    return expires.map(time::isBefore).orElse(true);
  }

  /** For messages. */
  public String text() {
    return matcher.text();
  }
}
