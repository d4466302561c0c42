package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.stack.TrustedPki;
import dev.pinwheel.stack.demo.DemoPki;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.genesys.CertificateChain;
import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** OAuth clients with a certificate, and a new certificate for each. */
final class World {

  private final DemoPki pki;
  private final CertificateChain present;
  private int clients;

  World(Instant now, SecureRandom random) {
    pki = new DemoPki(now, random);
    try {
      present = CertificateChain.read(pki.good("present").chainPem());
    } catch (MalformedChainException e) {
      throw new IllegalStateException("a chain that was just made", e);
    }
  }

  TrustedPki trusted() {
    return new TrustedPki(pki.anchors(), pki.intermediates());
  }

  /** Rotations of clients that the platform did not have before. */
  List<Rotation> rotations(GenesysCloudSimulator platform, int count) {
    List<Rotation> rotations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String id = "client-" + clients++;
      platform.add(OAuthClient.named(id, id).withChain(present));
      HeldCertificate next = pki.good(id);
      rotations.add(new Rotation(EventIds.of("benchmark/" + id), id, next.chainPem(), pin(next)));
    }
    return rotations;
  }

  private static String pin(HeldCertificate certificate) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded()));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has its bytes, and Java SHA-256", e);
    }
  }
}
