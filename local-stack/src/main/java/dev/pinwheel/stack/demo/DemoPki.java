package dev.pinwheel.stack.demo;

import dev.pinwheel.stack.simulator.genesys.CertificateChain;
import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import dev.pinwheel.testing.pki.TestCa;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** The certificates of the demo: good ones, and each kind of bad one. */
public final class DemoPki {

  private final Instant now;
  private final TestCa trusted;
  private final TestCa stranger;
  private final HeldCertificate carrier;
  private final HeldCertificate unknown;
  private final List<HeldCertificate> made = new ArrayList<>();

  public DemoPki(Instant now, SecureRandom random) {
    this.now = now;
    trusted = TestCa.create(now, random);
    stranger = TestCa.create(now, random);
    carrier =
        trusted.authority("CN=Carrier Intermediate,O=Carrier").issuedBy(trusted.root()).build();
    unknown =
        trusted
            .authority("CN=" + TestCa.ARCHITECTURE_CA + ",OU=Not In The Store,O=Pinwheel")
            .issuedBy(trusted.root())
            .build();
  }

  /** PEM of the trust anchor. */
  public String anchors() {
    return trusted.root().pem();
  }

  /** PEM of the intermediate that requesters may leave out. */
  public String intermediates() {
    return trusted.intermediate().pem();
  }

  /** Every good certificate that was made, with its key, for whoever plays the target. */
  public List<HeldCertificate> held() {
    return List.copyOf(made);
  }

  /** A good certificate. */
  public HeldCertificate good(String name) {
    HeldCertificate leaf = trusted.client(name).build();
    made.add(leaf);
    return leaf;
  }

  /** The chain of a good certificate, as the platform stores it before a rotation. */
  public CertificateChain served(String name) {
    return chain(good(name).chainPem());
  }

  /** A chain that was made here, as the platform reads it. */
  public static CertificateChain chain(String pem) {
    try {
      return CertificateChain.read(pem);
    } catch (MalformedChainException e) {
      throw new IllegalStateException("a chain that was just made", e);
    }
  }

  /** A server's certificate for one DNS name. */
  HeldCertificate server(String dnsName) {
    return trusted.server(dnsName).build();
  }

  X509Certificate root() {
    return trusted.root().certificate();
  }

  public String expired(String name) {
    return trusted
        .client(name)
        .validity(now.minus(Duration.ofDays(90)), now.minus(Duration.ofDays(1)))
        .build()
        .chainPem();
  }

  String notYetValid(String name) {
    return trusted
        .client(name)
        .validity(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(90)))
        .build()
        .chainPem();
  }

  String otherIssuer(String name) {
    return trusted.clientOf(carrier, name).build().chainPem();
  }

  public String incomplete(String name) {
    return trusted.clientOf(unknown, name).build().pem();
  }

  String withoutClientAuth(String name) {
    return trusted.client(name).extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).build().chainPem();
  }

  String weakKey(String name) {
    return trusted.client(name).keyKind(KeyKind.RSA_1024).build().chainPem();
  }

  String weakSignature(String name) {
    return trusted.client(name).signatureAlgorithm("SHA1withECDSA").build().chainPem();
  }

  String otherRoot(String name) {
    return stranger.client(name).build().fullChainPem();
  }

  String pinOf(HeldCertificate certificate) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has its bytes, and Java SHA-256", e);
    }
  }
}
