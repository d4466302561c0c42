package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.KEY_USAGE_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISSING;

import dev.pinwheel.chain.certificate.CertificateExtensions;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * Certificates for mail: the leaf bears a mailbox and says what its key does, and neither it nor
 * the CAs above it are for anything else (S/MIME Baseline Requirements 7.1.2.1 to 7.1.2.3,
 * 7.1.4.2.1).
 */
final class MailRule implements PathRule {

  private static final String ROOT = "CA/Browser Forum S/MIME Baseline Requirements 7.1.2.1 (d)";
  private static final String AUTHORITY_KEY =
      "CA/Browser Forum S/MIME Baseline Requirements 7.1.2.2 (e)";
  private static final String AUTHORITY_USAGE =
      "CA/Browser Forum S/MIME Baseline Requirements 7.1.2.2 (g)";
  private static final String LEAF_KEY =
      "CA/Browser Forum S/MIME Baseline Requirements 7.1.2.3 (e)";
  private static final String LEAF_USAGE =
      "CA/Browser Forum S/MIME Baseline Requirements 7.1.2.3 (f)";
  private static final String NAMES = "CA/Browser Forum S/MIME Baseline Requirements 7.1.2.3 (h)";

  private static final int AUTHORITY = KeyUsage.keyCertSign | KeyUsage.cRLSign;

  private static final Map<KeyPurposeId, String> FORBIDDEN =
      Map.of(
          KeyPurposeId.anyExtendedKeyUsage, "anyExtendedKeyUsage",
          KeyPurposeId.id_kp_serverAuth, "serverAuth",
          KeyPurposeId.id_kp_codeSigning, "codeSigning",
          KeyPurposeId.id_kp_timeStamping, "timeStamping");

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    checkLeaf(new CertificateAt(path.leaf(), 0), violations);
    int last = path.length() - 1;
    for (int position = 1; position <= last; position++) {
      CertificateAt at = new CertificateAt(path.at(position), position);
      if (position < last || !path.isAnchored()) {
        checkAuthority(at, violations);
      } else if (at.certificate().extensions().extendedKeyUsage().isPresent()) {
        violations.accept(at.extension("is a root with extendedKeyUsage", ROOT));
      }
    }
  }

  private static void checkLeaf(CertificateAt leaf, Consumer<Violation> violations) {
    CertificateExtensions extensions = leaf.certificate().extensions();
    if (extensions.names().stream().noneMatch(name -> name.getTagNo() == GeneralName.rfc822Name)) {
      violations.accept(leaf.fault(SAN_MISSING, "has no mailbox among its names", NAMES));
    }
    if (extensions.isCritical(Extension.subjectAlternativeName)
        && leaf.certificate().structure().getSubject().size() > 0) {
      violations.accept(
          leaf.extension("has a critical subjectAltName beside its subject", NAMES)
              .measured("critical", "not critical"));
    }
    if (extensions.keyUsage().isEmpty()) {
      violations.accept(leaf.fault(KEY_USAGE_MISMATCH, "has no keyUsage", LEAF_KEY));
    }
    checkUsages(leaf, LEAF_USAGE, violations);
  }

  private static void checkAuthority(CertificateAt at, Consumer<Violation> violations) {
    boolean signs =
        at.certificate()
            .extensions()
            .keyUsage()
            .filter(usage -> (usage & AUTHORITY) == AUTHORITY)
            .isPresent();
    if (!signs) {
      violations.accept(
          at.fault(KEY_USAGE_MISMATCH, "may not sign certificates and CRLs", AUTHORITY_KEY)
              .measured("not both", "keyCertSign and cRLSign"));
    }
    checkUsages(at, AUTHORITY_USAGE, violations);
  }

  private static void checkUsages(
      CertificateAt at, String citation, Consumer<Violation> violations) {
    at.certificate().extensions().extendedKeyUsage().map(ExtendedKeyUsage::getUsages).stream()
        .flatMap(Arrays::stream)
        .filter(FORBIDDEN::containsKey)
        .findFirst()
        .ifPresent(
            usage ->
                violations.accept(
                    at.extension("has usages that do not go with mail", citation)
                        .measured(FORBIDDEN.get(usage), "emailProtection")));
  }
}
