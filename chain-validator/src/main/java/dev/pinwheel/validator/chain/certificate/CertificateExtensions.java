package dev.pinwheel.validator.chain.certificate;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/**
 * The extensions that rules look at, decoded (RFC 5280 section 4.2.1); empty where the certificate
 * has none of the kind.
 *
 * @param keyUsage the bits as a number, as {@link org.bouncycastle.asn1.x509.KeyUsage} numbers them
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
    Set<String> critical) {

  public CertificateExtensions {
    critical = Set.copyOf(critical);
  }

  static CertificateExtensions of(Extensions extensions) throws MalformedCertificateException {
    return new CertificateExtensions(
        read(extensions, Extension.basicConstraints, BasicConstraints::getInstance),
        read(extensions, Extension.keyUsage, CertificateExtensions::bits),
        read(extensions, Extension.extendedKeyUsage, ExtendedKeyUsage::getInstance),
        read(extensions, Extension.subjectAlternativeName, GeneralNames::getInstance),
        read(extensions, Extension.nameConstraints, NameConstraints::getInstance),
        read(extensions, Extension.subjectKeyIdentifier, SubjectKeyIdentifier::getInstance),
        read(extensions, Extension.authorityKeyIdentifier, AuthorityKeyIdentifier::getInstance),
        Arrays.stream(extensions.getCriticalExtensionOIDs())
            .map(ASN1ObjectIdentifier::getId)
            .collect(Collectors.toSet()));
  }

  private static <T> Optional<T> read(
      Extensions extensions, ASN1ObjectIdentifier id, Function<ASN1Encodable, T> decoder)
      throws MalformedCertificateException {
    Extension extension = extensions.getExtension(id);
    if (extension == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(decoder.apply(extension.getParsedValue()));
    } catch (RuntimeException e) {
      throw new MalformedCertificateException("extension " + id.getId() + " is malformed", e);
    }
  }

  private static int bits(ASN1Encodable value) {
    return ASN1BitString.getInstance(value).intValue();
  }
}
