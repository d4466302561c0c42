package dev.pinwheel.chain.key;

import static dev.pinwheel.chain.finding.ViolationCode.KEY_TOO_WEAK;
import static dev.pinwheel.chain.finding.ViolationCode.PRIVATE_KEY_ENCRYPTED;
import static dev.pinwheel.chain.finding.ViolationCode.PRIVATE_KEY_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.PRIVATE_KEY_UNREADABLE;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.policy.PolicyTemplate;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The private key belongs to the leaf, can be loaded by the platform, and is strong enough. */
public final class KeyRules {

  /** NIST SP 800-57 part 1, table 2: 128 bits of security. */
  private static final int LEAST_CURVE_BITS = 256;

  private KeyRules() {}

  /**
   * What speaks against a private key.
   *
   * @param leaf empty where the chain has none; then only the key itself is judged
   */
  public static List<Violation> violations(
      KeyReading key, Optional<ParsedCertificate> leaf, PolicyTemplate policy) {
    return switch (key) {
      case KeyReading.Encrypted encrypted ->
          List.of(
              Violation.of(PRIVATE_KEY_ENCRYPTED, "the private key is protected by a passphrase")
                  .measured("an encrypted private key", "a private key without a passphrase")
                  .remedied("The command is", encrypted.command()));
      case KeyReading.Unreadable unreadable ->
          List.of(
              Violation.of(PRIVATE_KEY_UNREADABLE, unreadable.reason())
                  .measured("no readable private key", "one PEM private key"));
      case KeyReading.Read read -> judged(read.publicHalf(), leaf, policy);
    };
  }

  private static List<Violation> judged(
      PublicHalf key, Optional<ParsedCertificate> leaf, PolicyTemplate policy) {
    List<Violation> violations = new ArrayList<>();
    leaf.filter(certificate -> !key.matches(certificate.publicKey()))
        .ifPresent(
            certificate ->
                violations.add(
                    Violation.of(
                            PRIVATE_KEY_MISMATCH,
                            "the private key does not belong to the leaf's public key")
                        .at(0, certificate.subjectText())
                        .measured(
                            "a private key of another key pair, " + key.text(),
                            "the private key of the leaf, " + text(certificate.publicKey()))));
    // where the key is the leaf's, the rule about the keys of the path has judged it
    boolean judgedWithLeaf = leaf.isPresent() && violations.isEmpty();
    int least =
        switch (key) {
          case PublicHalf.Rsa rsa -> policy.minRsaBits();
          case PublicHalf.EllipticCurve curve -> LEAST_CURVE_BITS;
          case PublicHalf.Ed25519 edwards -> LEAST_CURVE_BITS;
          case PublicHalf.Lattice lattice -> 0; // the smallest set is as strong as is asked for
        };
    if (!judgedWithLeaf && key.bits() < least) {
      violations.add(
          Violation.of(KEY_TOO_WEAK, "the private key is too small")
              .citing(policy.citation("minRsaBits"))
              .measured(key.text(), "at least %d bits".formatted(least)));
    }
    return violations;
  }

  private static String text(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength();
      case ECPublicKey ec -> "EC " + ec.getParams().getOrder().bitLength();
      default -> key.getAlgorithm();
    };
  }
}
