package dev.pinwheel.chain.rule;

import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierId;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.bouncycastle.asn1.x509.UserNotice;

/**
 * What policies are qualified with. A qualifier limits nobody, but where the extension is critical
 * one that cannot be interpreted refuses the certificate (RFC 5280 section 4.2.1.4).
 */
final class PolicyQualifiers {

  private PolicyQualifiers() {}

  /** Object identifiers of those that are not known, or are not what they say. */
  static Stream<String> unknown(CertificatePolicies policies) {
    return Arrays.stream(policies.getPolicyInformation())
        .map(PolicyInformation::getPolicyQualifiers)
        .filter(qualifiers -> qualifiers != null)
        .flatMap(qualifiers -> StreamSupport.stream(qualifiers.spliterator(), false))
        .map(PolicyQualifierInfo::getInstance)
        .filter(qualifier -> !isInterpreted(qualifier))
        .map(qualifier -> qualifier.getPolicyQualifierId().getId());
  }

  private static boolean isInterpreted(PolicyQualifierInfo qualifier) {
    ASN1Encodable value = qualifier.getQualifier();
    try {
      if (qualifier.getPolicyQualifierId().equals(PolicyQualifierId.id_qt_cps)) {
        return ASN1IA5String.getInstance(value) != null;
      }
      return qualifier.getPolicyQualifierId().equals(PolicyQualifierId.id_qt_unotice)
          && UserNotice.getInstance(value) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
