package dev.pinwheel.chain.certificate;

import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** What RFC 5280 section 4.2 calls the extensions. */
final class ExtensionNames {

  private static final Map<ASN1ObjectIdentifier, String> NAMES =
      Map.ofEntries(
          Map.entry(Extension.authorityInfoAccess, "authorityInfoAccess"),
          Map.entry(Extension.basicConstraints, "basicConstraints"),
          Map.entry(Extension.keyUsage, "keyUsage"),
          Map.entry(Extension.extendedKeyUsage, "extKeyUsage"),
          Map.entry(Extension.subjectAlternativeName, "subjectAltName"),
          Map.entry(Extension.nameConstraints, "nameConstraints"),
          Map.entry(Extension.subjectKeyIdentifier, "subjectKeyIdentifier"),
          Map.entry(Extension.authorityKeyIdentifier, "authorityKeyIdentifier"),
          Map.entry(Extension.certificatePolicies, "certificatePolicies"),
          Map.entry(Extension.policyMappings, "policyMappings"),
          Map.entry(Extension.policyConstraints, "policyConstraints"),
          Map.entry(Extension.inhibitAnyPolicy, "inhibitAnyPolicy"));

  private ExtensionNames() {}

  /** Such as {@code keyUsage (2.5.29.15)}; the object identifier alone where it is not known. */
  static String of(ASN1ObjectIdentifier id) {
    String name = NAMES.get(id);
    return name == null ? id.getId() : "%s (%s)".formatted(name, id.getId());
  }
}
