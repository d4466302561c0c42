package dev.pinwheel.chain.certificate;

import dev.pinwheel.chain.der.BerObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * Reads DER certificates. Two parsers read them: Bouncy Castle's, from which the extensions are
 * taken, and the JDK's. The JDK's treats an extension that it cannot parse and that is not critical
 * as absent; an extension that is there must be right (RFC 5280 section 4.2), so such a certificate
 * is refused here. What the JDK's refuses as a whole, such as a key on a curve that it lacks, is
 * read all the same, so that the rules can say what is wrong with it; no path with it is valid.
 */
public final class CertificateReader {

  private final CertificateFactory factory;
  private final KnownAuthorities authorities = new KnownAuthorities();
  private final boolean withExtensions;

  /** Reads all of a certificate. */
  public CertificateReader() {
    this(true);
  }

  private CertificateReader(boolean withExtensions) {
    this.withExtensions = withExtensions;
    try {
      this.factory = CertificateFactory.getInstance("X.509");
    } catch (CertificateException e) {
      throw new IllegalStateException("every Java platform has X.509 (CertificateFactory)", e);
    }
  }

  /**
   * Leaves every extension unread, as if there were none: for pins, which are made of bytes. What
   * it reads must never be judged.
   */
  public static CertificateReader ofAllButExtensions() {
    return new CertificateReader(false);
  }

  /**
   * Reads one certificate.
   *
   * @throws MalformedCertificateException where the bytes are not one certificate and nothing else
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
      Certificate structure = structure(der);
      CertificateExtensions extensions =
          CertificateExtensions.of(withExtensions ? structure.getExtensions() : null);
      return new ParsedCertificate(fields(der, structure), structure, extensions, der.clone());
    } catch (StackOverflowError e) {
      // both parsers recurse into what is nested; no certificate is nested that deeply
      throw new MalformedCertificateException("it is nested too deeply", e);
    }
  }

  private static Certificate structure(byte[] der) throws MalformedCertificateException {
    try {
      return Certificate.getInstance(BerObject.read(der));
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle reports malformed ASN.1 with unchecked exceptions of several types
      throw CertificateFault.of(der, e);
    }
  }

  private CertificateFields fields(byte[] der, Certificate structure)
      throws MalformedCertificateException {
    try {
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      // the factory would also read PEM or PKCS #7, and passes over what follows
      if (!Arrays.equals(certificate.getEncoded(), der)) {
        throw new MalformedCertificateException("its encoding is not DER (X.690 section 10)");
      }
      return CertificateFields.of(certificate);
    } catch (CertificateException | RuntimeException e) {
      return fieldsAlone(der, structure, e);
    }
  }

  private static CertificateFields fieldsAlone(byte[] der, Certificate structure, Exception doubt)
      throws MalformedCertificateException {
    try {
      if (!Arrays.equals(structure.getEncoded(ASN1Encoding.DER), der)) {
        throw new MalformedCertificateException("its encoding is not DER (X.690 section 10)");
      }
    } catch (IOException | RuntimeException e) {
      throw new MalformedCertificateException("its encoding is not DER (X.690 section 10)", e);
    }
    String words = doubt.getMessage();
    return CertificateFields.of(
        structure, words == null || words.isBlank() ? doubt.getClass().getSimpleName() : words);
  }
}
