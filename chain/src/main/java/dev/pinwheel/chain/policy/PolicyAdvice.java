package dev.pinwheel.chain.policy;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.PrintableText;
import dev.pinwheel.chain.name.DirectoryName;
import dev.pinwheel.chain.pin.CertificatePin;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The line that a policy would need. */
public final class PolicyAdvice {

  /** Long enough to have the certificate issued again, short enough to be remembered. */
  private static final Duration EXCEPTION = Duration.ofDays(90);

  /** Subjects may be long; a finding has room for one line. */
  private static final int SUBJECT_SHOWN = 80;

  private PolicyAdvice() {}

  /**
   * One entry of a list of CAs, as YAML on one line, that allows a CA by its key for a while; by
   * its name where its certificate is not known.
   *
   * @param now the exception ends 90 days after it
   */
  public static String entryFor(
      DirectoryName name, Optional<ParsedCertificate> certificate, Instant now) {
    String matcher =
        certificate
            .map(found -> "spkiPin: " + PolicyWords.quoted(CertificatePin.ofKey(found).prefixed()))
            .orElseGet(() -> "subject: " + PolicyWords.quoted(name.text()));
    return "- {%s, reason: %s, expires: %s}"
        .formatted(
            matcher,
            PolicyWords.quoted("say why " + shown(name) + " is allowed"),
            now.plus(EXCEPTION).atZone(ZoneOffset.UTC).toLocalDate());
  }

  private static String shown(DirectoryName name) {
    String text = PrintableText.of(name.text());
    return text.length() <= SUBJECT_SHOWN ? text : text.substring(0, SUBJECT_SHOWN);
  }
}
