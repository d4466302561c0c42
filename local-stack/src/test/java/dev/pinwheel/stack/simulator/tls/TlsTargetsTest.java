package dev.pinwheel.stack.simulator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.PinPair;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.time.MovableClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TlsTargetsTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00.123456789Z");
  private static final TestCa CA = TestCa.create(START, new SecureRandom());
  private static final HeldCertificate OLD = CA.client("old").build();
  private static final HeldCertificate NEW = CA.client("new").build();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Map<String, List<X509Certificate>> served = new ConcurrentHashMap<>();
  private final TargetKeys keys = new TargetKeys();
  private final List<PinObserved> published = new ArrayList<>();
  private TlsTargetService targets;

  @BeforeEach
  void start() throws Exception {
    targets = TlsTargetService.start(0, label -> Optional.ofNullable(served.get(label)), keys);
    keys.register(OLD.certificate(), OLD.privateKey());
    served.put("client-1", OLD.chain());
  }

  @AfterEach
  void stop() {
    targets.close();
  }

  @Test
  void presentsTheWholeChainOfTheTargetThatIsAskedFor() throws Exception {
    served.put("client-2", NEW.chain());
    keys.register(NEW.certificate(), NEW.privateKey());
    assertThat(presentedPins("client-1")).containsExactlyElementsOf(pins(OLD));
    assertThat(presentedPins("CLIENT-2")).containsExactlyElementsOf(pins(NEW));
    assertThat(presentedPins("client-1")).hasSize(3);
  }

  @Test
  void followsAChangeOfTheStateFromOneHandshakeToTheNext() throws Exception {
    keys.register(NEW.certificate(), NEW.privateKey());
    assertThat(presentedPins("client-1")).isEqualTo(pins(OLD));
    served.put("client-1", NEW.chain());
    assertThat(presentedPins("client-1")).isEqualTo(pins(NEW));
  }

  @Test
  void aLeafWithoutItsKeyCannotBeServed() throws Exception {
    served.put("client-1", NEW.chain());
    PinObserved observed = observe("client-1");
    assertThat(observed.getPresented()).isEmpty();
    assertThat(observed.getError()).isEqualTo(HandshakeError.HANDSHAKE_REFUSED.name());
    keys.register(NEW.certificate(), NEW.privateKey());
    assertThat(observe("client-1").getError()).isNull();
  }

  @Test
  void anUnknownTargetIsRefused() throws Exception {
    assertThat(observe("nobody").getError()).isEqualTo("HANDSHAKE_REFUSED");
  }

  @Test
  void servesRsaKeysToo() throws Exception {
    HeldCertificate rsa = CA.client("rsa").keyKind(KeyKind.RSA_2048).build();
    keys.register(rsa.certificate(), rsa.privateKey());
    served.put("client-1", rsa.chain());
    assertThat(presentedPins("client-1")).isEqualTo(pins(rsa));
  }

  @Test
  void anObservationHasBothPinsAndADerivedId() throws Exception {
    PinObserved observed = observe("client-1");
    assertThat(published).containsExactly(observed);
    assertThat(observed.getSource()).isEqualTo(ObservationSource.HANDSHAKE);
    assertThat(observed.getOccurredAt()).isEqualTo(Instant.parse("2026-11-20T12:00:00.123456Z"));
    assertThat(observed.getEventId())
        .isEqualTo(
            EventIds.of("pin-observed/sensor-1/OAUTH_CLIENT/eu-west-2/client-1/1795176000123456"));
    PinPair leaf = observed.getPresented().getFirst();
    assertThat(leaf.getCertificatePin()).isEqualTo(sha256(OLD.certificate().getEncoded()));
    assertThat(leaf.getSpkiPin()).isEqualTo(sha256(OLD.certificate().getPublicKey().getEncoded()));
  }

  @Test
  void aClosedPortIsConnectionRefused() throws Exception {
    InetSocketAddress address = targets.address();
    targets.close();
    assertThat(sensor(address, TIMEOUT).observe(target("client-1")).join().getError())
        .isEqualTo("CONNECTION_REFUSED");
  }

  @Test
  void aPortThatNeverSpeaksTimesOut() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
      assertThat(
              sensor(address, Duration.ofMillis(200)).observe(target("client-1")).join().getError())
          .isEqualTo("TIMED_OUT");
    }
  }

  @Test
  void anObservationThatCannotBePublishedIsAFailure() {
    HandshakeSensor sensor =
        new HandshakeSensor(
            "sensor-1",
            targets.address(),
            TIMEOUT,
            new MovableClock(START),
            observed -> CompletableFuture.failedFuture(new IllegalStateException("no broker")));
    assertThatThrownBy(() -> sensor.observe(target("client-1")).join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("no broker");
  }

  private PinObserved observe(String id) {
    return sensor(targets.address(), TIMEOUT).observe(target(id)).join();
  }

  private List<String> presentedPins(String id) {
    return observe(id).getPresented().stream().map(PinPair::getCertificatePin).toList();
  }

  private HandshakeSensor sensor(InetSocketAddress address, Duration timeout) {
    return new HandshakeSensor(
        "sensor-1",
        address,
        timeout,
        new MovableClock(START),
        observed -> {
          published.add(observed);
          return CompletableFuture.completedFuture(null);
        });
  }

  private static Target target(String id) {
    return Target.newBuilder()
        .setKind(TargetKind.OAUTH_CLIENT)
        .setRegion("eu-west-2")
        .setId(id)
        .build();
  }

  private static List<String> pins(HeldCertificate held) throws Exception {
    List<String> pins = new ArrayList<>();
    for (X509Certificate certificate : held.chain()) {
      pins.add(sha256(certificate.getEncoded()));
    }
    return pins;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
