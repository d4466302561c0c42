package dev.pinwheel.stack.simulator.genesys;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okio.ByteString;

/**
 * A certificate chain as the platform takes it: strict PEM (RFC 7468 section 3), leaf first. Stray
 * white space and missing headers are refused, which is why a sender has to normalise.
 *
 * @param pem the text, as it was sent
 * @param certificates at least one, leaf first
 */
public record CertificateChain(String pem, List<X509Certificate> certificates) {

  private static final Pattern STRICT =
      Pattern.compile(
          "-----BEGIN CERTIFICATE-----\n"
              + "((?:[A-Za-z0-9+/=]{1,64}\n"
              + ")+)-----END CERTIFICATE-----(?:\n"
              + "|\\z)");

  public CertificateChain {
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads a chain.
   *
   * @throws MalformedChainException where a block is not strict PEM or holds no certificate
   */
  public static CertificateChain read(String pem) throws MalformedChainException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = STRICT.matcher(pem);
    int end = 0;
    while (end < pem.length()) {
      if (!block.find(end) || block.start() != end) {
        throw new MalformedChainException(
            "invalid white space or missing header at character " + end);
      }
      certificates.add(certificate(block.group(1).replace("\n", "")));
      end = block.end();
    }
    if (certificates.isEmpty()) {
      throw new MalformedChainException("no certificate");
    }
    return new CertificateChain(pem, certificates);
  }

  private static X509Certificate certificate(String base64) throws MalformedChainException {
    ByteString der = ByteString.decodeBase64(base64);
    if (der == null) {
      throw new MalformedChainException("invalid base64");
    }
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der.toByteArray()));
    } catch (CertificateException e) {
      throw new MalformedChainException("not a certificate: " + e.getMessage());
    }
  }

  public X509Certificate leaf() {
    return certificates.getFirst();
  }

  public String leafPin() {
    return pin(leaf());
  }

  /** base64 SHA-256 of the certificate's DER. */
  public static String pin(X509Certificate certificate) {
    try {
      return ByteString.of(certificate.getEncoded()).sha256().base64();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was decoded has an encoding", e);
    }
  }

  /** A chain that the platform does not take. */
  public static final class MalformedChainException extends Exception {
    MalformedChainException(String message) {
      super(message);
    }
  }
}
