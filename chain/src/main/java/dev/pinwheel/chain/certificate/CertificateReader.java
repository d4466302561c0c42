package dev.pinwheel.chain.certificate;

import dev.pinwheel.chain.der.BerObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extensions;

/**
 * Reads DER certificates. Two parsers must both understand the bytes: the JDK's, whose object the
 * path is validated with, and Bouncy Castle's, from which the extensions are taken. The JDK's
 * treats an extension that it cannot parse and that is not critical as absent; an extension that is
 * there must be right (RFC 5280 section 4.2), so such a certificate is refused here.
 */
public final class CertificateReader {

  private final CertificateFactory factory;
  private final KnownAuthorities authorities = new KnownAuthorities();

  public CertificateReader() {
    try {
      this.factory = CertificateFactory.getInstance("X.509");
    } catch (CertificateException e) {
      throw new IllegalStateException("every Java platform has X.509 (CertificateFactory)", e);
    }
  }

  /**
   * Reads one certificate.
   *
   * @throws MalformedCertificateException where either parser fails, or bytes follow the
   *     certificate
   */
  public ParsedCertificate read(byte[] der) throws MalformedCertificateException {
    Optional<ParsedCertificate> before = authorities.find(der);
    if (before.isPresent()) {
      return before.get();
    }
    ParsedCertificate certificate = parse(der);
    if (certificate.isAuthority()) {
      authorities.add(certificate);
    }
    return certificate;
  }

  private ParsedCertificate parse(byte[] der) throws MalformedCertificateException {
    try {
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      // the factory would also read PEM or PKCS #7, and passes over what follows
      if (!Arrays.equals(certificate.getEncoded(), der)) {
        throw new MalformedCertificateException("other bytes than one DER certificate");
      }
      Certificate structure = Certificate.getInstance(BerObject.read(der));
      Extensions extensions = structure.getTBSCertificate().getExtensions();
      return new ParsedCertificate(
          certificate,
          structure,
          CertificateExtensions.of(extensions == null ? new Extensions(NONE) : extensions),
          der.clone());
    } catch (CertificateException | IOException | RuntimeException e) {
      // Bouncy Castle reports malformed ASN.1 with unchecked exceptions of several types
      throw new MalformedCertificateException(reason(e), e);
    } catch (StackOverflowError e) {
      // both parsers recurse into what is nested; no certificate is nested that deeply
      throw new MalformedCertificateException("nested too deeply", e);
    }
  }

  private static final org.bouncycastle.asn1.x509.Extension[] NONE = {};

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
