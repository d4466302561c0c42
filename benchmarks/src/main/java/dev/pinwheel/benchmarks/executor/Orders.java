package dev.pinwheel.benchmarks.executor;

import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
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
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Validated rotations of OAuth clients that the platform did not have before. */
final class Orders {

  private final CertificateChain present;
  private final String next;
  private final String pin;
  private int made;

  Orders() {
    DemoPki pki = new DemoPki(Clock.systemUTC().instant(), new SecureRandom());
    HeldCertificate leaf = pki.good("next");
    try {
      present = CertificateChain.read(pki.good("present").chainPem());
      next = leaf.chainPem();
      pin =
          Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-256").digest(leaf.certificate().getEncoded()));
    } catch (MalformedChainException | NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a chain that was just made", e);
    }
  }

  List<ChainValidated> make(GenesysCloudSimulator platform, int count) {
    List<ChainValidated> orders = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String id = "executor-" + made++;
      platform.add(OAuthClient.named(id, id).withChain(present));
      orders.add(order(id));
    }
    return orders;
  }

  private ChainValidated order(String id) {
    Target target =
        Target.newBuilder()
            .setKind(TargetKind.OAUTH_CLIENT)
            .setRegion("eu-west-2")
            .setId(id)
            .build();
    UUID rotation = EventIds.of("benchmark/" + id);
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    return ChainValidated.newBuilder()
        .setEventId(EventIds.of(target, rotation, "chain-validated"))
        .setRotationId(rotation)
        .setOccurredAt(now)
        .setTarget(target)
        .setServiceId(id)
        .setRequestedBy("benchmark")
        .setRequestedAt(now)
        .setCertificateChain(next)
        .setDigestMatrix(List.of())
        .setPrimaryPin(pin)
        .setPolicyName("benchmark")
        .setPolicyVersion("1")
        .setPolicyDigest("")
        .build();
  }
}
