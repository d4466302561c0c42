package dev.pinwheel.stack.simulator.tls;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.PinPair;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.stack.simulator.genesys.CertificateChain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okio.ByteString;

/** Looks at what targets present, by real handshakes, and publishes what it saw. */
public final class HandshakeSensor {

  private final String name;
  private final InetSocketAddress address;
  private final Duration timeout;
  private final Clock clock;
  private final PinObservations observations;

  /**
   * A sensor.
   *
   * @param name of the sensor, part of every event id
   * @param address where all targets are reached; which one is meant goes by host name
   * @param timeout for the connection, and for each read of the handshake
   */
  public HandshakeSensor(
      String name,
      InetSocketAddress address,
      Duration timeout,
      Clock clock,
      PinObservations observations) {
    this.name = name;
    this.address = address;
    this.timeout = timeout;
    this.clock = clock;
    this.observations = observations;
  }

  /**
   * Does one handshake with a target and publishes the observation, a failed one too: a target that
   * shows nothing is not a target that shows the right pin.
   *
   * @return the observation, once it is published
   */
  public CompletableFuture<PinObserved> observe(Target target) {
    PinObserved observation = look(target);
    return observations.publish(observation).thenApply(done -> observation);
  }

  private PinObserved look(Target target) {
    try {
      List<X509Certificate> chain =
          Handshake.presentedChain(address, TargetHosts.hostOf(target.getId()), timeout);
      return observation(
          target, chain.stream().map(HandshakeSensor::pins).toList(), Optional.empty());
    } catch (IOException e) {
      return observation(target, List.of(), Optional.of(HandshakeError.of(e)));
    }
  }

  private PinObserved observation(
      Target target, List<PinPair> presented, Optional<HandshakeError> error) {
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return PinObserved.newBuilder()
        .setEventId(
            EventIds.of(
                "pin-observed/"
                    + name
                    + "/"
                    + TargetKey.of(target)
                    + "/"
                    + ChronoUnit.MICROS.between(Instant.EPOCH, at)))
        .setOccurredAt(at)
        .setTarget(target)
        .setSensor(name)
        .setSource(ObservationSource.HANDSHAKE)
        .setPresented(presented)
        .setError(error.map(HandshakeError::name).orElse(null))
        .build();
  }

  private static PinPair pins(X509Certificate certificate) {
    return PinPair.newBuilder()
        .setCertificatePin(CertificateChain.pin(certificate))
        .setSpkiPin(ByteString.of(certificate.getPublicKey().getEncoded()).sha256().base64())
        .build();
  }
}
