package dev.pinwheel.executor;

import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Validated events, and their deliveries. */
public final class Events {

  public static final UUID ROTATION = UUID.fromString("6f1dd3c2-6a9e-4c50-9a3c-0d7a0a4b1c11");
  public static final String CLIENT_ID = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
  public static final TraceContext TRACE =
      new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01");

  private Events() {}

  public static Target target() {
    return target(TargetKind.OAUTH_CLIENT, "eu-west-2", CLIENT_ID);
  }

  public static Target target(TargetKind kind, String region, String id) {
    return Target.newBuilder().setKind(kind).setRegion(region).setId(id).build();
  }

  /** A rotation to {@link Certificates#NEXT} with nothing else said. */
  public static ChainValidated.Builder validated() {
    return validated(target());
  }

  public static ChainValidated.Builder validated(Target target) {
    return ChainValidated.newBuilder()
        .setEventId(EventIds.of(target, ROTATION, "chain-validated"))
        .setRotationId(ROTATION)
        .setOccurredAt(Certificates.NOW.minus(Duration.ofSeconds(1)))
        .setCausationId(EventIds.of(target, ROTATION, "rotation-requested"))
        .setTarget(target)
        .setServiceId("arch-integration-svc-01")
        .setRequestedBy("ops")
        .setRequestedAt(Certificates.NOW.minus(Duration.ofSeconds(2)))
        .setWebhookEndpoint("pki")
        .setCertificateChain(Certificates.NEXT.pem())
        .setDigestMatrix(List.of())
        .setPrimaryPin(Certificates.NEXT.pin().base64())
        .setPolicyName("oauth-client")
        .setPolicyVersion("2.1")
        .setPolicyDigest("00");
  }

  /** A later rotation of the same target, to {@link Certificates#FOREIGN}. */
  public static ChainValidated newer() {
    UUID rotation = UUID.fromString("0d6c2c44-6cc6-4a0e-8ed5-0b6b6a1f2f22");
    return validated()
        .setRotationId(rotation)
        .setEventId(EventIds.of(target(), rotation, "chain-validated"))
        .setCertificateChain(Certificates.FOREIGN.pem())
        .setPrimaryPin(Certificates.FOREIGN.pin().base64())
        .build();
  }

  public static Delivery<ChainValidated> delivery(
      ChainValidated event, int attempt, Instant firstAttemptAt) {
    return new Delivery<>(
        event,
        "chain-validated",
        0,
        7,
        TargetKey.of(event.getTarget()),
        attempt,
        firstAttemptAt,
        TRACE);
  }
}
