package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.CertificatePin;
import dev.pinwheel.executor.rotation.MalformedChainException;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;

/** The chains that the tests rotate between; made once, since none of them changes. */
public final class Certificates {

  /** When every test begins. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  public static final Instant NEXT_NOT_BEFORE = NOW.minus(Duration.ofHours(1));
  public static final Instant NEXT_NOT_AFTER = NOW.plus(Duration.ofDays(90));

  private static final TestCa CA = TestCa.create(NOW, new SecureRandom());

  /** What the platform holds at first. */
  public static final Held OLD = held("old");

  /** What the rotation brings. */
  public static final Held NEXT = held("next");

  /** What somebody else brings. */
  public static final Held FOREIGN = held("foreign");

  /** What every chain here ends under. */
  public static final String ROOT_PEM = CA.root().pem();

  public static final CertificatePin BACKUP_1 = held("backup-1").pin();
  public static final CertificatePin BACKUP_2 = held("backup-2").pin();

  private Certificates() {}

  /** A chain and its leaf's pin. */
  public record Held(String pem, CertificateChain chain) {
    public CertificatePin pin() {
      return chain.leafPin();
    }
  }

  private static Held held(String name) {
    HeldCertificate leaf = CA.client(name).validity(NEXT_NOT_BEFORE, NEXT_NOT_AFTER).build();
    return new Held(leaf.chainPem(), chain(leaf.chainPem()));
  }

  private static CertificateChain chain(String pem) {
    try {
      return CertificateChain.parse(pem);
    } catch (MalformedChainException e) {
      throw new IllegalStateException("the test CA makes readable chains", e);
    }
  }
}
