package dev.pinwheel.testing.pki;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A certificate with its private key, for tests and simulators.
 *
 * @param issuers who issued it, nearest first, the root last; empty for a self-signed certificate
 */
public record HeldCertificate(
    X509Certificate certificate, KeyPair keyPair, KeyKind keyKind, List<X509Certificate> issuers) {

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  public HeldCertificate {
    issuers = List.copyOf(issuers);
  }

  public PrivateKey privateKey() {
    return keyPair.getPrivate();
  }

  /** This certificate alone, as PEM. */
  public String pem() {
    return pem(certificate);
  }

  /** The chain as a peer presents it: this certificate and its issuers, without the root. */
  public String chainPem() {
    return chain().stream()
        .limit(Math.max(1, issuers.size()))
        .map(HeldCertificate::pem)
        .collect(Collectors.joining());
  }

  /** The chain with its root. */
  public String fullChainPem() {
    return chain().stream().map(HeldCertificate::pem).collect(Collectors.joining());
  }

  /** This certificate and its issuers, the root last. */
  public List<X509Certificate> chain() {
    List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
    chain.addAll(issuers);
    return List.copyOf(chain);
  }

  /** The private key as unencrypted PKCS #8 PEM. */
  public String privateKeyPem() {
    return block("PRIVATE KEY", keyPair.getPrivate().getEncoded());
  }

  /** Any certificate as PEM. */
  public static String pem(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed has its bytes", e);
    }
  }

  /** A PEM block (RFC 7468 section 3) of any label. */
  public static String block(String label, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(content), label);
  }
}
