package dev.pinwheel.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.embedded.GuardedKafka;
import dev.pinwheel.runtime.kafka.TransactionMarkers.Marker;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.topics.AccessRules;
import dev.pinwheel.schemas.topics.TopicAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The least rights of a stage are enough to end what its last transaction left. */
class StageRightsIT {

  private static GuardedKafka broker;

  @BeforeAll
  static void start() throws Exception {
    broker = new GuardedKafka(AccessRules.STAGES);
    try (Admin admin = Admin.create(broker.operator())) {
      new TopicAdmin(admin).apply(Topics.all());
      var rules = AccessRules.of(Topics.all());
      admin.createAcls(rules).all().get();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> admin.describeAcls(AclBindingFilter.ANY).values().get().size() == rules.size());
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.CHAIN_VALIDATOR, Topics.API_EXECUTOR, Topics.WEBHOOK_DELIVERY})
  void aStageMarksWhatItMayWrite(String stage) {
    String id = stage + "-0";
    initialise(stage, id);
    TransactionMarkers markers =
        new CoordinatorMarkers(id, broker.user(stage), written(stage), Optional.of(stage));
    markers.write(Marker.ABORT);

    assertThat(markers.last()).contains(Marker.ABORT);
  }

  @Test
  void aTopicOfAnotherIsRefused() {
    initialise(Topics.CHAIN_VALIDATOR, "chain-validator-1");

    assertThatThrownBy(
            () ->
                new CoordinatorMarkers(
                        "chain-validator-1",
                        broker.user(Topics.CHAIN_VALIDATOR),
                        written(Topics.API_EXECUTOR),
                        Optional.of(Topics.CHAIN_VALIDATOR))
                    .write(Marker.COMMIT))
        .isInstanceOf(AuthorizationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {Topics.CHAIN_VALIDATOR, Topics.ROTATION_METRICS})
  void aStageThatHasItsRightsMissesNothing(String stage) {
    assertThat(missing(needs(stage, broker.user(stage)).withTransactions(stage + "-0"))).isEmpty();
  }

  @Test
  void aProcessWithoutTransactionsMissesNothingEither() {
    assertThat(missing(needs(Topics.AUDIT_SINK, broker.user(Topics.AUDIT_SINK)))).isEmpty();
  }

  @Test
  void everyRightThatIsMissingIsNamed() {
    assertThat(
            missing(
                needs(Topics.API_EXECUTOR, broker.user(Topics.AUDIT_SINK))
                    .withTransactions("api-executor-0")))
        .anySatisfy(
            line ->
                assertThat(line).startsWith("no right to Write rotation-requested, api-applied"))
        .anySatisfy(line -> assertThat(line).contains("transactional id"))
        .allSatisfy(line -> assertThat(line).doesNotContain("not there"));
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    Topic missing =
        new Topic(
            "nowhere",
            Optional.empty(),
            "",
            1,
            Optional.empty(),
            Topic.Cleanup.DELETE,
            Set.of(),
            Set.of());
    ClusterNeeds needs =
        new ClusterNeeds(
            "operator",
            broker.operator(),
            List.of(missing, Topics.QUARANTINE),
            List.of(),
            Optional.empty(),
            Optional.empty());

    assertThat(missing(needs))
        .containsExactly("topics that are not there: nowhere; `pinwheel topics apply` makes them");
  }

  @Test
  void aLoginThatIsRefusedIsNamed() {
    Map<String, Object> client = new HashMap<>(broker.user(Topics.AUDIT_SINK));
    client.computeIfPresent(
        "sasl.jaas.config", (name, text) -> text.toString().replace("password=\"", "password=\"x"));

    assertThat(missing(needs(Topics.AUDIT_SINK, client)))
        .singleElement()
        .asString()
        .contains("refuses the login");
  }

  private static ClusterNeeds needs(String stage, Map<String, Object> client) {
    return ClusterNeeds.of(stage, client).withGroup(stage);
  }

  private static List<String> missing(ClusterNeeds needs) {
    return new NeedsCheck(needs).get();
  }

  private static List<String> written(String stage) {
    return Topics.all().stream()
        .filter(topic -> topic.writers().contains(stage))
        .map(Topic::name)
        .toList();
  }

  private static void initialise(String stage, String transactionalId) {
    Map<String, Object> properties = new HashMap<>(broker.user(stage));
    properties.put("transactional.id", transactionalId);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
    }
  }
}
