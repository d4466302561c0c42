package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.cli.PreviousChain.History;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.FailedStage;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PreviousChainTest {

  private static final Target TARGET =
      Target.newBuilder()
          .setKind(TargetKind.DATA_ACTION_ENDPOINT)
          .setRegion("eu-west-2")
          .setId("crm")
          .build();
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);
  private static final UUID THIRD = new UUID(0, 3);
  private static final CredentialReferences OLD = new CredentialReferences("cert", "key", null);

  @Test
  void isWhatTheRotationsOwnEndTells() {
    History history =
        history(
            List.of(
                applied(FIRST, 1, "a").build(),
                applied(SECOND, 2, "b")
                    .setPreviousChain("recorded")
                    .setPreviousCredentials(OLD)
                    .build()),
            List.of());

    assertThat(PreviousChain.of(SECOND, history))
        .contains(new PreviousChain("recorded", Optional.of(OLD), Optional.empty()));
  }

  @Test
  void isTheChainOfTheRotationBeforeWhereACrashLostIt() {
    History history =
        history(
            List.of(
                applied(FIRST, 1, "a").build(),
                applied(SECOND, 2, "b").build(),
                applied(THIRD, 3, "c").build()),
            List.of());

    assertThat(PreviousChain.of(THIRD, history))
        .contains(new PreviousChain("chain b", Optional.of(OLD), Optional.of(SECOND)));
    assertThat(PreviousChain.of(SECOND, history).orElseThrow().appliedBy()).contains(FIRST);
    assertThat(PreviousChain.of(FIRST, history)).as("nothing came before").isEmpty();
  }

  @Test
  void isThatOfARotationBeforeOneThatFailed() {
    History history =
        history(
            List.of(applied(FIRST, 1, "a").build(), applied(THIRD, 3, "c").build()),
            List.of(failed(SECOND, 2).build()));

    assertThat(PreviousChain.of(SECOND, history).orElseThrow().appliedBy()).contains(FIRST);
  }

  @Test
  void isUnknownWhereThePlatformToldOfAnotherLeaf() {
    History history =
        history(
            List.of(
                applied(FIRST, 1, "a").build(),
                applied(SECOND, 2, "b").setFallbackPin("pin of somebody").build()),
            List.of());

    assertThat(PreviousChain.of(SECOND, history)).isEmpty();
    assertThat(
            PreviousChain.of(
                SECOND,
                history(
                    List.of(
                        applied(FIRST, 1, "a").build(),
                        applied(SECOND, 2, "b").setFallbackPin("pin a").build()),
                    List.of())))
        .isPresent();
  }

  @Test
  void isNoneWhereTheRotationChangedNothing() {
    History same =
        new History(
            List.of(applied(FIRST, 1, "a").build(), applied(SECOND, 2, "a").build()),
            List.of(),
            List.of(validated(FIRST, "a"), validated(SECOND, "a")));
    History refused =
        history(
            List.of(applied(FIRST, 1, "a").build()),
            List.of(failed(SECOND, 2).setStage(FailedStage.CHAIN_VALIDATOR).build()));

    assertThat(PreviousChain.of(SECOND, same)).isEmpty();
    assertThat(PreviousChain.of(SECOND, refused)).isEmpty();
    assertThat(PreviousChain.of(THIRD, same)).as("it has not ended").isEmpty();
  }

  private static History history(List<ApiApplied> applied, List<RotationFailed> failed) {
    return new History(
        applied,
        failed,
        List.of(validated(FIRST, "a"), validated(SECOND, "b"), validated(THIRD, "c")));
  }

  private static ApiApplied.Builder applied(UUID rotation, long at, String name) {
    return ApiApplied.newBuilder()
        .setEventId(rotation)
        .setRotationId(rotation)
        .setOccurredAt(Instant.ofEpochSecond(at))
        .setCausationId(rotation)
        .setTarget(TARGET)
        .setServiceId("crm")
        .setRequestedBy("ops")
        .setRequestedAt(Instant.EPOCH)
        .setWebhookEndpoint("default")
        .setOutcome(ApplyOutcome.ALREADY_APPLIED)
        .setPrimaryPin("pin " + name)
        .setActivePins(List.of("pin " + name))
        .setAttempts(0)
        .setValidatedAt(Instant.EPOCH);
  }

  private static RotationFailed.Builder failed(UUID rotation, long at) {
    return RotationFailed.newBuilder()
        .setEventId(rotation)
        .setRotationId(rotation)
        .setOccurredAt(Instant.ofEpochSecond(at))
        .setCausationId(rotation)
        .setTarget(TARGET)
        .setServiceId("crm")
        .setRequestedBy("ops")
        .setRequestedAt(Instant.EPOCH)
        .setWebhookEndpoint("default")
        .setStage(FailedStage.API_EXECUTOR)
        .setCode("MTLS_FAILED_AFTER_SWITCH")
        .setMessage("it failed")
        .setRemediation("nothing")
        .setViolations(List.of());
  }

  private static ChainValidated validated(UUID rotation, String name) {
    return ChainValidated.newBuilder()
        .setEventId(rotation)
        .setRotationId(rotation)
        .setOccurredAt(Instant.EPOCH)
        .setCausationId(rotation)
        .setTarget(TARGET)
        .setServiceId("crm")
        .setRequestedBy("ops")
        .setRequestedAt(Instant.EPOCH)
        .setWebhookEndpoint("default")
        .setCertificateChain("chain " + name)
        .setDigestMatrix(List.of())
        .setPrimaryPin("pin " + name)
        .setPolicyName("p")
        .setPolicyVersion("1")
        .setPolicyDigest("00")
        .setCredentials(OLD)
        .build();
  }
}
