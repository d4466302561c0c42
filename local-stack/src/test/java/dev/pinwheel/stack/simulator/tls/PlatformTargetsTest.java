package dev.pinwheel.stack.simulator.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.genesys.CertificateChain;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import dev.pinwheel.stack.simulator.genesys.OrganisationSettings;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.time.MovableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The three together: what the platform stores is what a handshake shows. */
class PlatformTargetsTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void aHandshakeShowsTheChainThatThePlatformStores() throws Exception {
    TestCa ca = TestCa.create(START, new SecureRandom());
    HeldCertificate held = ca.client("svc").build();
    MovableClock clock = new MovableClock(START);
    TargetKeys keys = new TargetKeys();
    keys.register(held.certificate(), held.privateKey());
    try (GenesysCloudSimulator platform =
            GenesysCloudSimulator.start(OrganisationSettings.loopback(clock, new Random(1)));
        TlsTargetService targets = TlsTargetService.start(0, platform::chainOfHostLabel, keys)) {
      platform.add(
          OAuthClient.named("Client-1", "Pinned")
              .withChain(CertificateChain.read(held.chainPem())));
      platform.add(OAuthClient.named("client-2", "Without a chain"));
      HandshakeSensor sensor =
          new HandshakeSensor(
              "sensor-1",
              targets.address(),
              Duration.ofSeconds(60),
              clock,
              observed -> CompletableFuture.completedFuture(null));
      PinObserved shown = sensor.observe(target("Client-1")).join();
      assertThat(shown.getPresented().getFirst().getCertificatePin())
          .isEqualTo(platform.client("Client-1").orElseThrow().primaryPin().orElseThrow());
      assertThat(sensor.observe(target("client-2")).join().getError())
          .isEqualTo("HANDSHAKE_REFUSED");
    }
  }

  private static Target target(String id) {
    return Target.newBuilder()
        .setKind(TargetKind.OAUTH_CLIENT)
        .setRegion("eu-west-2")
        .setId(id)
        .build();
  }
}
