package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.EKU_NOT_PERMITTED_BY_CA;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The leaf names the usages that the policy asks for, and no CA above it is limited to others.
 * anyExtendedKeyUsage alone does not do on a leaf: RFC 5280 section 4.2.1.12 lets applications
 * refuse it, and gateways do. On the public web the extension must be there. A trust anchor's
 * usages are not looked at.
 */
final class ExtendedKeyUsageRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    boolean allowAbsent =
        parameters.policy().allowAbsentEku() && parameters.profile() == Profile.RFC5280;
    RequiredUsage.of(parameters).forEach(usage -> checkUsage(path, usage, allowAbsent, violations));
  }

  private static void checkUsage(
      CandidatePath path,
      RequiredUsage usage,
      boolean allowAbsent,
      Consumer<Violation> violations) {
    ParsedCertificate leaf = path.leaf();
    Optional<ExtendedKeyUsage> found = leaf.extensions().extendedKeyUsage();
    boolean good =
        found.map(extension -> extension.hasKeyPurposeId(usage.eku())).orElse(allowAbsent);
    if (!good) {
      violations.accept(
          Violation.of(usage.missing(), "the leaf's extendedKeyUsage does not have " + usage.name())
              .at(0, leaf.subjectText())
              .measured(found.map(ExtendedKeyUsageRule::text).orElse("none"), usage.name()));
    }
    int end = path.isAnchored() ? path.length() - 1 : path.length();
    for (int position = 1; position < end; position++) {
      ParsedCertificate authority = path.at(position);
      int at = position;
      authority
          .extensions()
          .extendedKeyUsage()
          .filter(
              extension ->
                  !extension.hasKeyPurposeId(usage.eku())
                      && !extension.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage))
          .ifPresent(
              extension ->
                  violations.accept(
                      Violation.of(
                              EKU_NOT_PERMITTED_BY_CA,
                              "the CA at position %d is limited to other usages than %s"
                                  .formatted(at, usage.name()))
                          .at(at, authority.subjectText())
                          .measured(text(extension), usage.name())));
    }
  }

  private static String text(ExtendedKeyUsage extension) {
    return Arrays.stream(extension.getUsages())
        .limit(16)
        .map(
            id ->
                id.equals(KeyPurposeId.id_kp_serverAuth)
                    ? "serverAuth"
                    : id.equals(KeyPurposeId.id_kp_clientAuth) ? "clientAuth" : id.getId())
        .collect(Collectors.joining(", "));
  }
}
