package dev.pinwheel.testing.pki;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A certificate authority in memory: a root, and an intermediate with the name that the shipped
 * policy for OAuth clients allows. {@code TestCa.create(now, random).client("svc").build()} is a
 * chain that is valid at {@code now}; the builders have a method for everything that can be wrong
 * with one.
 *
 * <p>A new P-256 leaf costs about a millisecond, so that a demo can make hundreds.
 */
public final class TestCa {

  /** The issuer that the shipped policy for OAuth clients allows. */
  public static final String ARCHITECTURE_CA = "GenesysCloudArchitectureCA";

  private static final Duration AUTHORITY_AGE = Duration.ofDays(365);
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

  private final Instant now;
  private final SecureRandom random;
  private final HeldCertificate root;
  private final HeldCertificate intermediate;

  private TestCa(
      Instant now, SecureRandom random, HeldCertificate root, HeldCertificate intermediate) {
    this.now = now;
    this.random = random;
    this.root = root;
    this.intermediate = intermediate;
  }

  /** A CA with P-256 keys. */
  public static TestCa create(Instant now, SecureRandom random) {
    return create(now, random, KeyKind.EC_P256);
  }

  /**
   * A CA with keys of a kind; its leaves are P-256 unless told otherwise.
   *
   * @param now the instant around which its certificates are valid
   * @param random source of keys and serial numbers
   */
  public static TestCa create(Instant now, SecureRandom random, KeyKind kind) {
    HeldCertificate root =
        authority(now, random, "CN=Pinwheel Test Root,O=Pinwheel").keyKind(kind).build();
    HeldCertificate intermediate =
        authority(now, random, "CN=" + ARCHITECTURE_CA + ",O=Pinwheel")
            .keyKind(kind)
            .issuedBy(root)
            .build();
    return new TestCa(now, random, root, intermediate);
  }

  public HeldCertificate root() {
    return root;
  }

  public HeldCertificate intermediate() {
    return intermediate;
  }

  /** A leaf of the intermediate for TLS clients, with a DNS name made of its CN. */
  public CertificateBuilder client(String commonName) {
    return leaf(intermediate, commonName).extendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
  }

  /** A leaf of the intermediate for TLS servers, for one DNS name. */
  public CertificateBuilder server(String dnsName) {
    return leaf(intermediate, "server")
        .withoutAlternativeNames()
        .dnsName(dnsName)
        .extendedKeyUsage(KeyPurposeId.id_kp_serverAuth);
  }

  /** A leaf of any issuer, for TLS clients. */
  public CertificateBuilder clientOf(HeldCertificate issuer, String commonName) {
    return leaf(issuer, commonName).extendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
  }

  /** A further CA; self-signed unless {@code issuedBy} says otherwise. */
  public CertificateBuilder authority(String subject) {
    return authority(now, random, subject);
  }

  /** A certificate about which nothing is decided yet; self-signed by default. */
  public CertificateBuilder certificate(String subject) {
    return new CertificateBuilder(now, random).subject(subject);
  }

  private CertificateBuilder leaf(HeldCertificate issuer, String commonName) {
    return new CertificateBuilder(now, random)
        .commonName(commonName)
        .dnsName(commonName + ".example.com")
        .issuedBy(issuer);
  }

  private static CertificateBuilder authority(Instant now, SecureRandom random, String subject) {
    return new CertificateBuilder(now, random)
        .subject(subject)
        .authority()
        .validity(now.minus(AUTHORITY_AGE), now.plus(AUTHORITY_LIFE));
  }
}
