package dev.pinwheel.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void noTwoTopicsHaveOneName() {
    assertThat(Topics.all()).extracting(Topic::name).doesNotHaveDuplicates();
  }

  @Test
  void everyTopicIsWrittenAndReadBySomebody() {
    assertThat(Topics.all())
        .allSatisfy(
            topic -> {
              assertThat(topic.writers()).as(topic.name()).isNotEmpty();
              assertThat(topic.readers()).as(topic.name()).isNotEmpty();
            });
  }

  @Test
  void theAuditSinkReadsEveryEventOfTheContract() {
    assertThat(Topics.all())
        .filteredOn(topic -> topic.readers().contains(Topics.AUDIT_SINK))
        .extracting(Topic::name)
        .containsExactlyInAnyOrder(
            "rotation-requested",
            "chain-validated",
            "api-applied",
            "rotation-failed",
            "webhook-delivered",
            "webhook-dead-letter",
            "pin-observed",
            "quarantine");
  }

  @Test
  void onlyTheValidatorWritesChainValidated() {
    assertThat(Topics.CHAIN_VALIDATED.writers()).isEqualTo(Set.of(Topics.CHAIN_VALIDATOR));
  }

  /** A ledger partition is found by the number of the input partition. */
  @Test
  void topicsOfOneTargetHaveEqualPartitions() {
    assertThat(Topics.all()).extracting(Topic::partitions).containsOnly(Topics.PARTITIONS);
  }

  @Test
  void delayTopicsAreNamedByTheirDelay() {
    assertThat(Topics.WEBHOOK_RETRY_DELAYS)
        .extracting(delay -> Topics.webhookRetry(delay).name())
        .startsWith("webhook-retry-5s", "webhook-retry-5m", "webhook-retry-30m", "webhook-retry-2h")
        .endsWith("webhook-retry-24h");
  }

  /** A retry must outlive its own delay and an outage of its only reader. */
  @Test
  void retriesAreKeptMuchLongerThanTheyWait() {
    assertThat(Topics.WEBHOOK_RETRY_DELAYS)
        .allSatisfy(
            delay ->
                assertThat(Topics.webhookRetry(delay).retention().orElseThrow())
                    .isGreaterThan(delay.plus(Duration.ofDays(7))));
  }

  @Test
  void subjectsFollowTheTopicNameStrategy() {
    assertThat(Topics.API_APPLIED.subject()).isEqualTo("api-applied-value");
  }

  @Test
  void theKeyNamesKindRegionAndId() {
    Target target =
        Target.newBuilder()
            .setKind(TargetKind.EDGE_TRUNK)
            .setRegion("us-east-1")
            .setId("t1")
            .setEdgeId("e1")
            .build();

    assertThat(TargetKey.of(target)).isEqualTo("EDGE_TRUNK/us-east-1/t1");
  }
}
