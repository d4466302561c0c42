package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.UNKNOWN_CRITICAL_EXTENSION;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** Critical extensions must be processed or the certificate refused (RFC 5280 section 4.2). */
final class CriticalExtensionsRule implements PathRule {

  /** Those that the rules here process. */
  private static final Set<String> PROCESSED =
      Stream.of(
              Extension.basicConstraints,
              Extension.keyUsage,
              Extension.extendedKeyUsage,
              Extension.subjectAlternativeName,
              Extension.nameConstraints,
              Extension.certificatePolicies,
              Extension.policyMappings,
              Extension.policyConstraints,
              Extension.inhibitAnyPolicy)
          .map(ASN1ObjectIdentifier::getId)
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    // distribution points are processed where somebody looks for revocation, and only then
    boolean revocation = parameters.revocation().isPresent();
    // the policies of an anchor are not processed (RFC 5280 section 6.1.1 (d))
    int policiesEnd = path.isAnchored() ? path.length() - 1 : path.length();
    for (int position = 0; position < path.length(); position++) {
      ParsedCertificate certificate = path.at(position);
      int at = position;
      certificate.extensions().critical().stream()
          .filter(id -> !PROCESSED.contains(id))
          .filter(id -> !(revocation && id.equals(Extension.cRLDistributionPoints.getId())))
          .sorted()
          .forEach(
              id ->
                  violations.accept(
                      Violation.of(
                              UNKNOWN_CRITICAL_EXTENSION,
                              "certificate %d has the critical extension %s".formatted(at, id))
                          .at(at, certificate.subjectText())
                          .measured(id, "no critical extension that is not known")));
      if (position < policiesEnd) {
        checkQualifiers(certificate, position, violations);
      }
    }
  }

  private static void checkQualifiers(
      ParsedCertificate certificate, int position, Consumer<Violation> violations) {
    if (!certificate.extensions().isCritical(Extension.certificatePolicies)) {
      return;
    }
    certificate.extensions().certificatePolicies().stream()
        .flatMap(PolicyQualifiers::unknown)
        .distinct()
        .forEach(
            id ->
                violations.accept(
                    Violation.of(
                            UNKNOWN_CRITICAL_EXTENSION,
                            "certificate %d has critical certificatePolicies with the qualifier %s"
                                .formatted(position, id))
                        .at(position, certificate.subjectText())
                        .citing("RFC 5280 section 4.2.1.4")
                        .measured(id, "qualifiers that are known: CPS pointer and user notice")));
  }
}
