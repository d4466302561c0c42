package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.topics.AccessRules;
import dev.pinwheel.schemas.topics.TopicConfigs;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;

/** What {@code topics strimzi} prints is what Strimzi's own models read. */
final class StrimziResourcesTest {

  @Test
  void everyTopicOfTheCatalogueIsAKafkaTopicWithItsSettings() throws JsonProcessingException {
    List<KafkaTopic> topics = read("KafkaTopic", KafkaTopic.class);

    assertThat(topics.stream().map(topic -> topic.getMetadata().getName()))
        .containsExactlyElementsOf(Topics.all().stream().map(Topic::name).toList());
    for (int i = 0; i < topics.size(); i++) {
      KafkaTopic topic = topics.get(i);
      assertThat(topic.getMetadata().getLabels()).containsEntry("strimzi.io/cluster", "lines");
      assertThat(topic.getSpec().getPartitions()).isEqualTo(Topics.all().get(i).partitions());
      assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
      assertThat(topic.getSpec().getConfig())
          .containsAllEntriesOf(TopicConfigs.of(Topics.all().get(i)))
          .containsEntry("min.insync.replicas", "2");
    }
  }

  @Test
  void everyStageIsAKafkaUserWithItsLeastRightsAndNoOther() throws JsonProcessingException {
    List<KafkaUser> users = read("KafkaUser", KafkaUser.class);

    assertThat(users.stream().map(user -> user.getMetadata().getName()))
        .containsExactlyElementsOf(AccessRules.STAGES);
    for (KafkaUser user : users) {
      String stage = user.getMetadata().getName();
      var authorization = (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
      assertThat(user.getSpec().getAuthentication().getType()).isEqualTo("scram-sha-512");
      assertThat(authorization.getAcls().stream().flatMap(acl -> rights(acl).stream()))
          .containsExactlyInAnyOrderElementsOf(
              AccessRules.of(Topics.all(), stage).stream().map(this::right).toList());
    }
  }

  @Test
  void anAuthenticationThatStrimziDoesNotOfferIsWrongUsage() {
    CommandRun run = CommandRun.of("topics", "strimzi", "--authentication", "plain");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("scram-sha-512 or tls, not plain");
  }

  private static <T> List<T> read(String kind, Class<T> model) throws JsonProcessingException {
    CommandRun run = CommandRun.of("topics", "strimzi", "--cluster", "lines");
    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    List<T> resources = new ArrayList<>();
    for (Map<String, Object> document : StrictYaml.documents(run.out())) {
      assertThat(document).containsEntry("apiVersion", "kafka.strimzi.io/v1");
      if (document.get("kind").equals(kind)) {
        resources.add(StrictYaml.as(model, document));
      }
    }
    return resources;
  }

  private static List<String> rights(AclRule acl) {
    Map<String, Object> on = StrimziAcl.resource(acl);
    return acl.getOperations().stream()
        .map(operation -> on + " " + operation.toValue().toUpperCase(Locale.ROOT))
        .toList();
  }

  private String right(AclBinding rule) {
    return StrimziAcl.resource(rule) + " " + rule.entry().operation();
  }
}
