package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.CHAIN_NOT_JUDGED;
import static dev.pinwheel.chain.finding.ViolationCode.SIGNATURE_ALGORITHM_WEAK;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * No certificate is signed with a hash in which collisions can be made. The signature of a trust
 * anchor is not relied on, so that it is not looked at, but on the public web, whose profile binds
 * roots, too.
 */
final class SignatureAlgorithmRule implements PathRule {

  /** CA/Browser Forum Baseline Requirements 7.1.3.2. */
  private static final Set<String> OF_THE_WEB =
      names(List.of("SHA256", "SHA384", "SHA512"), List.of("RSA", "ECDSA"));

  private static final Set<String> STRONG =
      names(
          List.of(
              "SHA224",
              "SHA256",
              "SHA384",
              "SHA512",
              "SHA3-224",
              "SHA3-256",
              "SHA3-384",
              "SHA3-512"),
          List.of("RSA", "ECDSA", "DSA"));

  /** Those that bring their hash with them (RFC 8410, RFC 9881). */
  private static final Set<String> WITHOUT_A_HASH =
      Set.of("ED25519", "ED448", "EDDSA", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87");

  /** Collisions were shown, or nobody trusts it any more. */
  private static final Pattern BROKEN = Pattern.compile("^(MD[245]|SHA-?1|RIPEMD)");

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    boolean web = parameters.profile() == Profile.WEBPKI;
    int end = path.isAnchored() && !web ? path.length() - 1 : path.length();
    for (int position = 0; position < end; position++) {
      ParsedCertificate certificate = path.at(position);
      String algorithm = SignatureName.of(certificate);
      String name = algorithm.toUpperCase(Locale.ROOT);
      boolean good =
          web
              ? OF_THE_WEB.contains(name)
              : STRONG.contains(name)
                  || WITHOUT_A_HASH.contains(name)
                  || (parameters.tolerates(Tolerance.LEGACY_DSA) && name.equals("SHA1WITHDSA"));
      if (!good && !web && !BROKEN.matcher(name).find()) {
        violations.accept(
            Violation.of(
                    CHAIN_NOT_JUDGED,
                    "certificate %d is signed with %s, which is not accepted here"
                        .formatted(position, algorithm))
                .at(position, certificate.subjectText())
                .measured(algorithm, "RSA, ECDSA, EdDSA or ML-DSA, with SHA-256 or better"));
      } else if (!good) {
        violations.accept(
            Violation.of(
                    SIGNATURE_ALGORITHM_WEAK,
                    "certificate %d is signed with %s".formatted(position, algorithm))
                .at(position, certificate.subjectText())
                .measured(algorithm, "SHA-256 or better"));
      }
    }
  }

  private static Set<String> names(List<String> hashes, List<String> keys) {
    Set<String> names = new HashSet<>();
    hashes.forEach(hash -> keys.forEach(key -> names.add(hash + "WITH" + key)));
    return names;
  }
}
