package dev.pinwheel.validator.chain.rule;

import static dev.pinwheel.validator.chain.finding.ViolationCode.CERT_CHAIN_INVALID;
import static dev.pinwheel.validator.chain.finding.ViolationCode.CHAIN_NOT_JUDGED;

import dev.pinwheel.validator.chain.certificate.ParsedCertificate;
import dev.pinwheel.validator.chain.finding.Violation;
import dev.pinwheel.validator.chain.path.CandidatePath;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The whole algorithm of RFC 5280 section 6.1, certificate policies included, by Bouncy Castle's
 * PKIX validator. It stops at the first fault, so that it has the last word here and not the first:
 * it runs only on a path in which the other rules found nothing. The JDK's validator would not do:
 * it holds common names against DNS constraints, which refuses valid chains, and throws on
 * constraints of type otherName.
 *
 * <p>The anchor is put inside the path and trusted as a bare name and key, because its own
 * extensions would not count otherwise. Signatures are verified by the certificates themselves,
 * which remember that {@link dev.pinwheel.validator.chain.path.PathBuilder} did so already.
 */
final class Rfc5280Rule implements PathRule {

  /** Not registered with the JVM: no other code is to be given its algorithms. */
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    if (!path.isAnchored()) {
      return;
    }
    try {
      ParsedCertificate anchor = path.last();
      boolean inside = isSelfSigned(anchor) && anchor.x509().getVersion() == 3;
      List<X509Certificate> certificates =
          path.certificates().stream()
              .limit(inside ? path.length() : path.length() - 1)
              .map(step -> step.certificate().x509())
              .toList();
      CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
      TrustAnchor trusted = new TrustAnchor(anchor.subject(), anchor.x509().getPublicKey(), null);
      PKIXParameters settings = new PKIXParameters(Set.of(trusted));
      settings.setDate(Date.from(parameters.time()));
      settings.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX", BOUNCY_CASTLE).validate(certPath, settings);
    } catch (CertPathValidatorException e) {
      Violation refused =
          Violation.of(
                  CERT_CHAIN_INVALID, "RFC 5280's algorithm refuses the path: " + e.getMessage())
              .citing("RFC 5280 section 6.1");
      violations.accept(
          e.getIndex() >= 0
              ? refused.at(e.getIndex(), path.at(e.getIndex()).subjectText())
              : refused);
    } catch (GeneralSecurityException | RuntimeException e) {
      violations.accept(
          Violation.of(
              CHAIN_NOT_JUDGED,
              "RFC 5280's algorithm ended with %s: %s"
                  .formatted(e.getClass().getSimpleName(), e.getMessage())));
    }
  }

  /** One that is not, such as a cross-certificate, would not chain to its own name and key. */
  private static boolean isSelfSigned(ParsedCertificate anchor) {
    if (!anchor.isSelfIssued()) {
      return false;
    }
    try {
      anchor.x509().verify(anchor.x509().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
