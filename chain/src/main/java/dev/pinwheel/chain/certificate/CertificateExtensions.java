package dev.pinwheel.chain.certificate;

import dev.pinwheel.chain.der.BerObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * The extensions that rules look at, decoded (RFC 5280 section 4.2); empty where the certificate
 * has none of the kind.
 *
 * @param keyUsage the bits as a number, as {@link org.bouncycastle.asn1.x509.KeyUsage} numbers them
 * @param inhibitAnyPolicy how many certificates may follow before anyPolicy counts no more; a
 *     number that no path reaches is cut to {@link Integer#MAX_VALUE}
 * @param critical object identifiers of every critical extension, known or not
 */
public record CertificateExtensions(
    Optional<BasicConstraints> basicConstraints,
    Optional<Integer> keyUsage,
    Optional<ExtendedKeyUsage> extendedKeyUsage,
    Optional<GeneralNames> subjectAlternativeNames,
    Optional<NameConstraints> nameConstraints,
    Optional<SubjectKeyIdentifier> subjectKeyIdentifier,
    Optional<AuthorityKeyIdentifier> authorityKeyIdentifier,
    Optional<CertificatePolicies> certificatePolicies,
    Optional<PolicyMappings> policyMappings,
    Optional<PolicyConstraints> policyConstraints,
    Optional<Integer> inhibitAnyPolicy,
    Set<String> critical) {

  public CertificateExtensions {
    critical = Set.copyOf(critical);
  }

  private static final CertificateExtensions NONE =
      new CertificateExtensions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of());

  /**
   * Decodes all of them.
   *
   * @param extensions null, as Bouncy Castle has it, for a certificate without any: one of version
   *     1 or 2 (RFC 5280 section 4.1.2.1), or a bare one of version 3
   */
  static CertificateExtensions of(Extensions extensions) throws MalformedCertificateException {
    if (extensions == null) {
      return NONE;
    }
    // not used by any rule, but an extension that is there must be right
    read(extensions, Extension.authorityInfoAccess, AuthorityInformationAccess::getInstance);
    return new CertificateExtensions(
        read(extensions, Extension.basicConstraints, BasicConstraints::getInstance),
        read(extensions, Extension.keyUsage, CertificateExtensions::bits),
        read(extensions, Extension.extendedKeyUsage, CertificateExtensions::usages),
        read(extensions, Extension.subjectAlternativeName, CertificateExtensions::names),
        read(extensions, Extension.nameConstraints, NameConstraints::getInstance),
        read(extensions, Extension.subjectKeyIdentifier, SubjectKeyIdentifier::getInstance),
        read(extensions, Extension.authorityKeyIdentifier, AuthorityKeyIdentifier::getInstance),
        read(extensions, Extension.certificatePolicies, CertificatePolicies::getInstance),
        read(extensions, Extension.policyMappings, PolicyMappings::getInstance),
        read(extensions, Extension.policyConstraints, PolicyConstraints::getInstance),
        read(extensions, Extension.inhibitAnyPolicy, CertificateExtensions::skipCerts),
        critical(extensions));
  }

  private static Set<String> critical(Extensions extensions) {
    Set<String> critical = new HashSet<>();
    for (ASN1ObjectIdentifier id : extensions.getCriticalExtensionOIDs()) {
      critical.add(id.getId());
    }
    return critical;
  }

  /** The subject alternative names; empty also where there is no such extension. */
  public List<GeneralName> names() {
    return subjectAlternativeNames
        .map(GeneralNames::getNames)
        .map(Arrays::asList)
        .orElse(List.of());
  }

  public boolean isCritical(ASN1ObjectIdentifier extension) {
    return critical.contains(extension.getId());
  }

  private static <T> Optional<T> read(
      Extensions extensions, ASN1ObjectIdentifier id, Function<ASN1Encodable, T> decoder)
      throws MalformedCertificateException {
    Extension extension = extensions.getExtension(id);
    if (extension == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(decoder.apply(BerObject.read(extension.getExtnValue().getOctets())));
    } catch (IOException | RuntimeException e) {
      throw new MalformedCertificateException(
          "its extension %s is malformed".formatted(ExtensionNames.of(id)), e);
    }
  }

  private static int bits(ASN1Encodable value) {
    return ASN1BitString.getInstance(value).intValue();
  }

  /** At least one (RFC 5280 section 4.2.1.12: SIZE (1..MAX)). */
  private static ExtendedKeyUsage usages(ASN1Encodable value) {
    ExtendedKeyUsage usages = ExtendedKeyUsage.getInstance(value);
    if (usages.size() == 0) {
      throw new IllegalArgumentException("no usage");
    }
    return usages;
  }

  /** At least one (RFC 5280 section 4.2.1.6: SIZE (1..MAX)). */
  private static GeneralNames names(ASN1Encodable value) {
    GeneralNames names = GeneralNames.getInstance(value);
    if (names.getNames().length == 0) {
      throw new IllegalArgumentException("no name");
    }
    return names;
  }

  private static int skipCerts(ASN1Encodable value) {
    ASN1Integer number = ASN1Integer.getInstance(value);
    if (number.getValue().signum() < 0) {
      throw new IllegalArgumentException("a negative number of certificates");
    }
    return number.getValue().bitLength() > 31
        ? Integer.MAX_VALUE
        : number.getValue().intValueExact();
  }
}
