package dev.pinwheel.chain.certificate;

import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Time;

/**
 * The fields of a certificate as objects of the JDK.
 *
 * @param doubt why only one of two readers takes the certificate, in the other one's words; empty
 *     where both do
 */
record CertificateFields(
    X500Principal subject,
    X500Principal issuer,
    Instant notBefore,
    Instant notAfter,
    PublicKey publicKey,
    String doubt) {

  /** As the JDK reads it. */
  static CertificateFields of(X509Certificate certificate) {
    return new CertificateFields(
        certificate.getSubjectX500Principal(),
        certificate.getIssuerX500Principal(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        certificate.getPublicKey(),
        "");
  }

  /** Field by field, where the JDK refuses the whole. */
  static CertificateFields of(Certificate structure, String doubt)
      throws MalformedCertificateException {
    return new CertificateFields(
        name("subject", structure.getSubject()),
        name("issuer", structure.getIssuer()),
        time("notBefore", structure.getStartDate()),
        time("notAfter", structure.getEndDate()),
        key(structure),
        doubt);
  }

  private static X500Principal name(String field, X500Name name)
      throws MalformedCertificateException {
    try {
      return new X500Principal(name.getEncoded(ASN1Encoding.DER));
    } catch (IOException | IllegalArgumentException e) {
      throw new MalformedCertificateException("its %s is no name".formatted(field), e);
    }
  }

  private static Instant time(String field, Time time) throws MalformedCertificateException {
    try {
      Date date = time.getDate();
      return date.toInstant();
    } catch (RuntimeException e) {
      // Bouncy Castle's word for digits that are no time is one of several unchecked ones
      throw new MalformedCertificateException("its %s is no time".formatted(field), e);
    }
  }

  private static PublicKey key(Certificate structure) throws MalformedCertificateException {
    try {
      return PublicKeyReader.read(structure.getSubjectPublicKeyInfo());
    } catch (RuntimeException e) {
      throw new MalformedCertificateException("its public key cannot be read", e);
    }
  }
}
