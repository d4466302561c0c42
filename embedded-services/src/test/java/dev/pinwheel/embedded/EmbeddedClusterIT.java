package dev.pinwheel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** Three brokers with TLS, logins and an authorizer. */
class EmbeddedClusterIT {

  @Test
  void aBrokerThatWasKilledComesBackAndNobodyMayDoMoreThanItsRights() throws Exception {
    try (EmbeddedCluster cluster = EmbeddedCluster.start(List.of("stage"), Map.of());
        Admin operator = Admin.create(cluster.client(EmbeddedCluster.OPERATOR))) {
      operator
          .createTopics(List.of(new NewTopic("kept", Optional.of(3), Optional.empty())))
          .all()
          .get();
      cluster.awaitInSync();

      cluster.kill(1);
      cluster.startAgain(1);
      cluster.awaitInSync();

      assertThat(operator.describeTopics(List.of("kept")).allTopicNames().get().get("kept"))
          .satisfies(
              topic ->
                  assertThat(topic.partitions())
                      .allSatisfy(part -> assertThat(part.isr()).hasSize(3)));
      requireRefusals(cluster);
    }
  }

  private static void requireRefusals(EmbeddedCluster cluster) {
    try (Admin stage = Admin.create(cluster.client("stage"))) {
      assertThatThrownBy(() -> stage.describeTopics(List.of("kept")).allTopicNames().get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
    Map<String, Object> wrong = new HashMap<>(cluster.client("stage"));
    wrong.compute(
        "sasl.jaas.config",
        (key, value) -> value.toString().replace("password=\"", "password=\"x"));
    try (Admin stranger = Admin.create(wrong)) {
      assertThatThrownBy(() -> stranger.describeCluster().nodes().get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }
}
