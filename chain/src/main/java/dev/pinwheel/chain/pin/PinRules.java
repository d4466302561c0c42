package dev.pinwheel.chain.pin;

import static dev.pinwheel.chain.finding.ViolationCode.BACKUP_PIN_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_COUNT_EXCEEDED;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_DUPLICATE;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_MALFORMED;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules that a pin set must satisfy, whatever the chain is like. */
public final class PinRules {

  private PinRules() {}

  /** Every backup pin that is not one. */
  public static List<Violation> malformed(List<String> backupPins) {
    List<Violation> violations = new ArrayList<>();
    for (int index = 0; index < backupPins.size(); index++) {
      if (CertificatePin.parse(backupPins.get(index)).isEmpty()) {
        violations.add(
            Violation.of(PIN_MALFORMED, "backup pin %d is no pin".formatted(index + 1))
                .measured(backupPins.get(index), "base64 of 32 bytes")
                .at(new Location.AtBackupPin(index + 1)));
      }
    }
    return violations;
  }

  /**
   * Whether one of the backup pins is of a key that is not served, so that clients which pinned the
   * set can still be reached when the served key is lost. Together with the primary pin there are
   * then two (RFC 7469 section 4.3).
   *
   * @param served certificates that are served today, or will be once the rotation is done
   * @param backupPins as they came; malformed ones back nothing up
   * @param citation the line of the policy that asks for it
   */
  public static List<Violation> backup(
      List<ParsedCertificate> served, List<String> backupPins, String citation) {
    Set<String> known = new HashSet<>();
    for (ParsedCertificate certificate : served) {
      known.add(CertificatePin.of(certificate).base64());
      known.add(CertificatePin.ofKey(certificate).base64());
    }
    List<String> wellFormed =
        backupPins.stream().filter(pin -> CertificatePin.parse(pin).isPresent()).toList();
    if (wellFormed.stream().anyMatch(pin -> !known.contains(pin))) {
      return List.of();
    }
    return List.of(
        Violation.of(
                BACKUP_PIN_MISSING,
                wellFormed.isEmpty()
                    ? "the pin set has no backup pin"
                    : "every backup pin is of a certificate or key that is served already")
            .citing(citation + "; RFC 7469 section 4.3")
            .measured(
                "%d backup pins, none of a key that is not served".formatted(wellFormed.size()),
                "at least 1"));
  }

  /**
   * Whether there are too many pins, or two are equal.
   *
   * @param primary the leaf's pin; empty where the leaf is not known
   * @param fallback empty where the requester named no previous certificate, or it is not readable
   * @param backupPins as they came; malformed ones count too
   */
  public static List<Violation> set(
      Optional<CertificatePin> primary,
      Optional<CertificatePin> fallback,
      List<String> backupPins,
      int mostPins) {
    List<Violation> violations = new ArrayList<>();
    // there is always a primary pin, whether or not it could be derived
    int count = 1 + (fallback.isPresent() ? 1 : 0) + backupPins.size();
    if (count > mostPins) {
      violations.add(
          Violation.of(PIN_COUNT_EXCEEDED, "the pin set has more pins than the platform stores")
              .measured(count + " pins", "at most " + mostPins));
    }
    Map<String, String> roles = new HashMap<>();
    primary.ifPresent(pin -> roles.put(pin.base64(), "the primary pin"));
    fallback.ifPresent(
        pin ->
            claim(roles, pin.base64(), "the fallback pin", new Location.AtPrevious(), violations));
    for (int index = 0; index < backupPins.size(); index++) {
      int number = index + 1;
      claim(
          roles,
          backupPins.get(index),
          "backup pin " + number,
          new Location.AtBackupPin(number),
          violations);
    }
    return violations;
  }

  private static void claim(
      Map<String, String> roles,
      String pin,
      String role,
      Location place,
      List<Violation> violations) {
    String earlier = roles.putIfAbsent(pin, role);
    if (earlier != null) {
      violations.add(
          Violation.of(PIN_DUPLICATE, role + " is the same as " + earlier)
              .measured(pin, "pins that differ")
              .at(place));
    }
  }
}
