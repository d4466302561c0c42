package dev.pinwheel.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicConfigsTest {

  @Test
  void anEventTopicIsKeptForItsTimeAndNotByItsSize() {
    assertThat(TopicConfigs.of(Topics.ROTATION_REQUESTED))
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "2592000000")
        .containsEntry("retention.bytes", "-1")
        .containsEntry("message.timestamp.type", "LogAppendTime")
        .containsEntry("unclean.leader.election.enable", "false");
  }

  @Test
  void onlyRequestsHaveTheBrokersTime() {
    assertThat(Topics.all().stream().filter(topic -> !topic.equals(Topics.ROTATION_REQUESTED)))
        .allSatisfy(
            topic ->
                assertThat(TopicConfigs.of(topic))
                    .containsEntry("message.timestamp.type", "CreateTime"));
  }

  @Test
  void withoutRetentionRecordsAreKeptForEver() {
    Topic forEver =
        new Topic(
            "t",
            Optional.empty(),
            "key",
            1,
            Optional.empty(),
            Topic.Cleanup.COMPACT,
            Set.of(),
            Set.of());

    assertThat(TopicConfigs.of(forEver))
        .containsEntry("retention.ms", "-1")
        .containsEntry("cleanup.policy", "compact");
  }

  @Test
  void quarantineTakesWhateverAnEventTopicTakes() {
    int event = Integer.parseInt(TopicConfigs.of(Topics.API_APPLIED).get("max.message.bytes"));
    int quarantine = Integer.parseInt(TopicConfigs.of(Topics.QUARANTINE).get("max.message.bytes"));

    assertThat(quarantine).isGreaterThanOrEqualTo(event + 64 * 1024);
  }
}
