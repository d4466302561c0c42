package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.SIGNATURE_ALGORITHM_WEAK;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * No certificate is signed with a hash in which collisions can be made. The signature of a trust
 * anchor is not relied on, so that it is not looked at, but on the public web, whose profile binds
 * roots, too.
 */
final class SignatureAlgorithmRule implements PathRule {

  /** CA/Browser Forum Baseline Requirements 7.1.3.2. */
  private static final Pattern OF_THE_WEB = Pattern.compile("SHA(256|384|512)WITH(RSA|ECDSA)");

  private static final Pattern STRONG =
      Pattern.compile(
          "SHA(224|256|384|512)WITH(RSA|ECDSA|DSA)|SHA3-(224|256|384|512)WITH.*|ED25519|ED448|EDDSA");

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    boolean web = parameters.profile() == Profile.WEBPKI;
    int end = path.isAnchored() && !web ? path.length() - 1 : path.length();
    for (int position = 0; position < end; position++) {
      ParsedCertificate certificate = path.at(position);
      String algorithm = SignatureName.of(certificate.x509());
      String name = algorithm.toUpperCase(Locale.ROOT);
      boolean good =
          web
              ? OF_THE_WEB.matcher(name).matches()
              : STRONG.matcher(name).matches()
                  || (parameters.tolerates(Tolerance.LEGACY_DSA) && name.equals("SHA1WITHDSA"));
      if (!good) {
        violations.accept(
            Violation.of(
                    SIGNATURE_ALGORITHM_WEAK,
                    "certificate %d is signed with %s".formatted(position, algorithm))
                .at(position, certificate.subjectText())
                .measured(algorithm, "SHA-256 or better"));
      }
    }
  }
}
