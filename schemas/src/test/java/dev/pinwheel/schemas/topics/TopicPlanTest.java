package dev.pinwheel.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPlanTest {

  private static final Topic TOPIC = Topics.API_APPLIED;

  @Test
  void anEmptyClusterLacksEveryTopicInTheCataloguesOrder() {
    List<TopicDifference> plan = TopicPlan.of(Topics.all(), Map.of());

    assertThat(plan).hasSize(Topics.all().size());
    assertThat(plan)
        .extracting(TopicDifference::topic)
        .containsExactlyElementsOf(Topics.all().stream().map(Topic::name).toList());
    assertThat(plan).allSatisfy(d -> assertThat(d).isInstanceOf(TopicDifference.Missing.class));
  }

  @Test
  void aTopicAsItShouldBeHasNoDifference() {
    assertThat(plan(6, 1, Map.of())).isEmpty();
  }

  @Test
  void topicsOutsideTheCatalogueAreNotReported() {
    assertThat(TopicPlan.of(List.of(), Map.of("somebody-elses", state(1, 1, Map.of())))).isEmpty();
  }

  @Test
  void partitionsAreComparedBothWays() {
    assertThat(plan(5, 1, Map.of()))
        .containsExactly(new TopicDifference.TooFewPartitions("api-applied", 5, 6));
    assertThat(plan(7, 1, Map.of()))
        .containsExactly(new TopicDifference.TooManyPartitions("api-applied", 7, 6));
  }

  @Test
  void aSettingWithAnotherValueIsNamedWithBoth() {
    assertThat(plan(6, 1, Map.of("retention.ms", "3600000")))
        .containsExactly(
            new TopicDifference.ConfigDiffers(
                "api-applied", "retention.ms", "3600000", "2592000000"));
  }

  @Test
  void settingsThatTheCatalogueDoesNotNameAreTheClustersAffair() {
    assertThat(plan(6, 1, Map.of("compression.type", "zstd"))).isEmpty();
  }

  @Test
  void cleanUpPoliciesHaveNoOrder() {
    Topic ledger = Topics.CHAIN_VALIDATOR_LEDGER;
    Map<String, String> configs = new HashMap<>(TopicConfigs.of(ledger));
    configs.put("min.insync.replicas", "1");
    configs.put("cleanup.policy", "delete, compact");

    assertThat(TopicPlan.of(List.of(ledger), Map.of(ledger.name(), new TopicState(6, 1, configs))))
        .isEmpty();

    configs.put("cleanup.policy", "compact");
    assertThat(TopicPlan.of(List.of(ledger), Map.of(ledger.name(), new TopicState(6, 1, configs))))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "5, 4"})
  void oneReplicaMayBeDown(int replicationFactor, int wanted) {
    assertThat(plan(6, replicationFactor, Map.of("min.insync.replicas", "" + wanted))).isEmpty();
    if (wanted > 1) {
      assertThat(plan(6, replicationFactor, Map.of("min.insync.replicas", "" + (wanted - 1))))
          .containsExactly(
              new TopicDifference.ConfigDiffers(
                  "api-applied", "min.insync.replicas", "" + (wanted - 1), "" + wanted));
    }
  }

  @Test
  void moreSafetyThanOursIsLeftAlone() {
    assertThat(plan(6, 3, Map.of("min.insync.replicas", "3"))).isEmpty();
  }

  @Test
  void everyDifferenceHasAText() {
    assertThat(new TopicDifference.Missing("t", 6).text()).isEqualTo("t: missing (6 partitions)");
    assertThat(new TopicDifference.TooFewPartitions("t", 1, 6).text())
        .isEqualTo("t: 1 partitions, 6 wanted");
    assertThat(new TopicDifference.TooManyPartitions("t", 9, 6).text())
        .isEqualTo("t: 9 partitions, 6 wanted; Kafka cannot remove partitions");
    assertThat(new TopicDifference.ConfigDiffers("t", "a", "b", "c").text())
        .isEqualTo("t: a is b, c wanted");
  }

  private static List<TopicDifference> plan(
      int partitions, int replicationFactor, Map<String, String> changes) {
    return TopicPlan.of(
        List.of(TOPIC), Map.of(TOPIC.name(), state(partitions, replicationFactor, changes)));
  }

  private static TopicState state(
      int partitions, int replicationFactor, Map<String, String> changes) {
    Map<String, String> configs = new HashMap<>(TopicConfigs.of(TOPIC));
    configs.put("min.insync.replicas", "1");
    configs.putAll(changes);
    return new TopicState(partitions, replicationFactor, configs);
  }
}
