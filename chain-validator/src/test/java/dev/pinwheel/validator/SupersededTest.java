package dev.pinwheel.validator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.Topics;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SupersededTest {

  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00.123456789Z");

  @Test
  void endsInOneFailureThatSaysWhenBothWereAcknowledgedAndThatNothingChanged() {
    RotationRequested request =
        RotationRequested.newBuilder()
            .setEventId(new UUID(1, 1))
            .setRotationId(new UUID(2, 2))
            .setOccurredAt(Instant.parse("2026-12-01T09:00:00Z"))
            .setTarget(
                Target.newBuilder()
                    .setKind(TargetKind.OAUTH_CLIENT)
                    .setRegion("eu-west-2")
                    .setId("client-1")
                    .build())
            .setServiceId("service")
            .setRequestedBy("platform")
            .setCertificateChain("chain")
            .build();

    Outbound end =
        Superseded.end(
                request,
                Instant.parse("2026-12-01T09:00:01Z"),
                Instant.parse("2026-12-01T09:00:02Z"),
                NOW)
            .events()
            .getFirst();

    assertThat(end.topic()).isEqualTo(Topics.ROTATION_FAILED);
    assertThat(end.key()).isEqualTo("OAUTH_CLIENT/eu-west-2/client-1");
    RotationFailed failed = (RotationFailed) end.value();
    assertThat(failed.getCode()).isEqualTo("SUPERSEDED");
    assertThat(failed.getStage()).isEqualTo(FailedStage.CHAIN_VALIDATOR);
    assertThat(failed.getMessage())
        .contains("2026-12-01T09:00:01Z", "2026-12-01T09:00:02Z", "Nothing was changed");
    assertThat(failed.getRemediation()).contains("Ask anew", "murmur2_random");
    assertThat(failed.getRotationId()).isEqualTo(request.getRotationId());
    assertThat(failed.getOccurredAt()).isEqualTo(Instant.parse("2026-12-01T10:00:00.123456Z"));
  }
}
