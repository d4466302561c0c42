package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.certificate.CertificateExtensions;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Extended key usages of the public web: on the leaf, only those that go with TLS (Baseline
 * Requirements 7.1.2.7.6 and 7.1.2.7.10); on the root, none (7.1.2.1.2).
 */
final class WebUsageRule implements PathRule {

  private static final String LEAF = "CA/Browser Forum Baseline Requirements 7.1.2.7.10";
  private static final String CRITICAL = "CA/Browser Forum Baseline Requirements 7.1.2.7.6";
  private static final String ROOT = "CA/Browser Forum Baseline Requirements 7.1.2.1.2";

  private static final Map<String, String> FORBIDDEN =
      Map.of(
          KeyPurposeId.anyExtendedKeyUsage.getId(),
          "anyExtendedKeyUsage",
          KeyPurposeId.id_kp_codeSigning.getId(),
          "codeSigning",
          KeyPurposeId.id_kp_emailProtection.getId(),
          "emailProtection",
          KeyPurposeId.id_kp_timeStamping.getId(),
          "timeStamping",
          KeyPurposeId.id_kp_OCSPSigning.getId(),
          "OCSPSigning",
          "1.3.6.1.4.1.11129.2.4.4",
          "precertificate signing");

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    CertificateAt leaf = new CertificateAt(path.leaf(), 0);
    CertificateExtensions extensions = path.leaf().extensions();
    if (extensions.isCritical(Extension.extendedKeyUsage)) {
      violations.accept(
          leaf.extension("has a critical extendedKeyUsage", CRITICAL)
              .measured("critical", "not critical"));
    }
    extensions
        .extendedKeyUsage()
        .map(WebUsageRule::forbidden)
        .filter(found -> !found.isEmpty())
        .ifPresent(
            found ->
                violations.accept(
                    leaf.extension("has usages that do not go with TLS", LEAF)
                        .measured(String.join(", ", found), "serverAuth, clientAuth")));
    int last = path.length() - 1;
    if (path.isAnchored()
        && last > 0
        && path.last().isSelfIssued()
        && path.last().extensions().extendedKeyUsage().isPresent()) {
      violations.accept(
          new CertificateAt(path.last(), last).extension("is a root with extendedKeyUsage", ROOT));
    }
  }

  private static List<String> forbidden(ExtendedKeyUsage usages) {
    return Arrays.stream(usages.getUsages())
        .map(KeyPurposeId::toOID)
        .map(ASN1ObjectIdentifier::getId)
        .filter(FORBIDDEN::containsKey)
        .map(FORBIDDEN::get)
        .toList();
  }
}
