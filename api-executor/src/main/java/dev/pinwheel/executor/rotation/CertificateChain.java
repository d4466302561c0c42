package dev.pinwheel.executor.rotation;

import dev.pinwheel.chain.pem.PemBlock;
import dev.pinwheel.chain.pem.PemScanner;
import dev.pinwheel.schemas.PinPair;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A chain as it is presented, leaf first. Nothing of it was validated: it is only read, for its
 * pins and the leaf's validity.
 */
public final class CertificateChain {

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private final List<X509Certificate> certificates;
  private final List<PinPair> pins;

  private CertificateChain(List<X509Certificate> certificates, List<PinPair> pins) {
    this.certificates = List.copyOf(certificates);
    this.pins = List.copyOf(pins);
  }

  /**
   * Reads a PEM chain (RFC 7468 section 5.1); text around the certificates is ignored.
   *
   * @throws MalformedChainException where there is no certificate, or one that cannot be read
   */
  public static CertificateChain parse(String pem) throws MalformedChainException {
    List<X509Certificate> certificates = new ArrayList<>();
    List<PinPair> pins = new ArrayList<>();
    for (PemBlock piece : PemScanner.scan(pem)) {
      if (piece instanceof PemBlock.Complete block && block.isCertificate()) {
        X509Certificate certificate = certificate(block, certificates.size());
        certificates.add(certificate);
        pins.add(pinsOf(certificate));
      }
    }
    if (certificates.isEmpty()) {
      throw new MalformedChainException("there is no certificate in the chain");
    }
    return new CertificateChain(certificates, pins);
  }

  /** The leaf's certificate pin. */
  public CertificatePin leafPin() {
    return new CertificatePin(pins.getFirst().getCertificatePin());
  }

  /** The certificates, leaf first. */
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** Whether both have the same certificates in the same order. */
  public boolean isSameAs(CertificateChain other) {
    return certificates.equals(other.certificates);
  }

  /** First instant at which the leaf is valid (RFC 5280 section 4.1.2.5). */
  public Instant notBefore() {
    return certificates.getFirst().getNotBefore().toInstant();
  }

  /** Last instant at which the leaf is valid (RFC 5280 section 4.1.2.5). */
  public Instant notAfter() {
    return certificates.getFirst().getNotAfter().toInstant();
  }

  /** Both pins of every certificate, leaf first. */
  public List<PinPair> pins() {
    return pins;
  }

  /** PEM of the chain and nothing else (RFC 7468 section 5.1), leaf first. */
  public String pem() {
    StringBuilder pem = new StringBuilder();
    try {
      for (X509Certificate certificate : certificates) {
        pem.append("-----BEGIN CERTIFICATE-----\n")
            .append(LINES.encodeToString(certificate.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed has its bytes", e);
    }
    return pem.toString();
  }

  private static X509Certificate certificate(PemBlock.Complete block, int position)
      throws MalformedChainException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.content()));
    } catch (IllegalArgumentException | CertificateException e) {
      throw new MalformedChainException(
          "the certificate at position " + position + " cannot be read", e);
    }
  }

  private static PinPair pinsOf(X509Certificate certificate) throws MalformedChainException {
    try {
      return new PinPair(
          CertificatePin.of(certificate.getEncoded()).base64(),
          CertificatePin.of(certificate.getPublicKey().getEncoded()).base64());
    } catch (CertificateEncodingException e) {
      throw new MalformedChainException("a certificate cannot be encoded again", e);
    }
  }
}
