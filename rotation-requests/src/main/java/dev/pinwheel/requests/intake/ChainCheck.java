package dev.pinwheel.requests.intake;

import dev.pinwheel.chain.LeafBundle;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.pin.CertificatePin;
import dev.pinwheel.chain.pin.PinRules;
import dev.pinwheel.chain.policy.PolicyTemplate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Refuses at once what the chain validator would refuse a moment later under every policy, at every
 * time, with every anchor, further intermediate and key: PEM and certificates that cannot be read,
 * a private key, too much of either, no one leaf, and pins that no set can have. The engine that
 * reads them is the validator's own, so that both say the same.
 *
 * <p>Everything else is the validator's to say: whether there is a path, and whether policy, time,
 * names, usages, revocation and the private key allow it. A backup pin that only some policies ask
 * for, and fewer pins than the platform stores, are among it.
 */
final class ChainCheck {

  /** Everything that can be refused here, and what this interface calls it. */
  static final Map<ViolationCode, FaultCode> CODES =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(ViolationCode.PRIVATE_KEY_IN_BUNDLE, FaultCode.PRIVATE_KEY_IN_BUNDLE),
              Map.entry(ViolationCode.PEM_TOO_LARGE, FaultCode.CHAIN_TOO_LARGE),
              Map.entry(ViolationCode.PEM_EMPTY, FaultCode.NO_CERTIFICATE),
              Map.entry(ViolationCode.PEM_MALFORMED, FaultCode.PEM_MALFORMED),
              Map.entry(ViolationCode.PEM_TOO_MANY_CERTIFICATES, FaultCode.TOO_MANY_CERTIFICATES),
              Map.entry(ViolationCode.CERTIFICATE_MALFORMED, FaultCode.PEM_MALFORMED),
              Map.entry(ViolationCode.LEAF_AMBIGUOUS, FaultCode.LEAF_AMBIGUOUS),
              Map.entry(ViolationCode.LEAF_IS_CA, FaultCode.LEAF_IS_CA),
              Map.entry(ViolationCode.PIN_MALFORMED, FaultCode.INVALID_PIN),
              Map.entry(ViolationCode.PIN_DUPLICATE, FaultCode.DUPLICATE_PIN),
              Map.entry(ViolationCode.PIN_COUNT_EXCEEDED, FaultCode.PIN_COUNT_EXCEEDED)));

  /** Of one kind in one value: a text may be made of nothing but faults. */
  static final int MOST_FAULTS = 64;

  private static final String CHAIN = "certificateChain";
  private static final String PREVIOUS = "previousCertificate";
  private static final String PINS = "backupPins";

  private final LeafBundle.Reader bundles = new LeafBundle.Reader();

  /**
   * Adds what is wrong.
   *
   * @param chain empty where there is none, which is another's fault to tell
   * @param previous empty where the requester named none
   * @param backupPins as they came
   * @param pointers the JSON pointer of one of the request's fields
   * @return the chain as it was read; empty where there is none
   */
  Optional<LeafBundle> check(
      Optional<String> chain,
      Optional<String> previous,
      List<String> backupPins,
      UnaryOperator<String> pointers,
      List<Fault> faults) {
    Optional<LeafBundle> asked = chain.map(bundles::read);
    Optional<LeafBundle> replaced = previous.map(bundles::read);
    asked.ifPresent(bundle -> add(bundle.violations(), CHAIN, pointers, faults));
    add(leafIsAuthority(asked), CHAIN, pointers, faults);
    replaced.ifPresent(bundle -> add(bundle.violations(), PREVIOUS, pointers, faults));
    add(PinRules.malformed(backupPins), PINS, pointers, faults);
    add(
        PinRules.set(pin(asked), pin(replaced), backupPins, PolicyTemplate.PLATFORM_PINS),
        PINS,
        pointers,
        faults);
    return asked;
  }

  /** Of the new leaf alone: the validator takes any certificate for the one being replaced. */
  private static List<Violation> leafIsAuthority(Optional<LeafBundle> asked) {
    return asked
        .flatMap(LeafBundle::leaf)
        .filter(ParsedCertificate::isAuthority)
        .map(
            leaf ->
                Violation.of(
                    ViolationCode.LEAF_IS_CA,
                    "the certificate at the end of the chain is a CA certificate"))
        .stream()
        .toList();
  }

  private static Optional<CertificatePin> pin(Optional<LeafBundle> bundle) {
    return bundle.flatMap(LeafBundle::leaf).map(CertificatePin::of);
  }

  private static void add(
      List<Violation> violations,
      String field,
      UnaryOperator<String> pointers,
      List<Fault> faults) {
    List<Violation> told = violations.subList(0, Math.min(violations.size(), MOST_FAULTS));
    for (Violation violation : told) {
      String pointer =
          switch (violation.location()) {
            case Location.AtBackupPin(int number) -> pointers.apply(PINS) + "/" + (number - 1);
            case Location.AtPrevious previous -> pointers.apply(PREVIOUS);
            case Location.AtBlock block -> pointers.apply(field);
            case Location.AtCertificate certificate -> pointers.apply(field);
            case Location.WholeRequest whole -> pointers.apply(field);
          };
      faults.add(
          new Fault(
              pointer,
              CODES.get(violation.code()),
              detail(violation),
              Optional.of(violation.code())));
    }
  }

  /** The engine's words, but where they repeat what the certificate says. */
  private static String detail(Violation violation) {
    if (violation.code() == ViolationCode.LEAF_AMBIGUOUS) {
      return violation.measured().orElse("several") + " could be the leaf, expected 1";
    }
    return violation
        .remedy()
        .map(remedy -> "%s. %s: %s".formatted(violation.message(), remedy.advice(), remedy.text()))
        .orElse(violation.message());
  }
}
