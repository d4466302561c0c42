package dev.pinwheel.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.embedded.GuardedKafka;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue and its access rules on a real broker. */
class ClusterIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static GuardedKafka broker;
  private static Admin admin;
  private static TopicAdmin topics;

  @BeforeAll
  static void start() throws Exception {
    broker = new GuardedKafka(AccessRules.STAGES);
    admin = Admin.create(broker.operator());
    topics = new TopicAdmin(admin);
    topics.apply(Topics.all());
    admin.createAcls(AccessRules.of(Topics.all())).all().get();
    Awaitility.await()
        .atMost(LIMIT)
        .until(
            () ->
                admin.describeAcls(AclBindingFilter.ANY).values().get().size()
                    == AccessRules.of(Topics.all()).size());
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void theWholeCatalogueIsThereAndNothingIsLeftToDo() throws Exception {
    assertThat(topics.plan(Topics.all())).isEmpty();
    assertThat(topics.apply(Topics.all())).isEqualTo(new TopicReport(List.of(), List.of()));
    assertThat(admin.listTopics().names().get())
        .containsAll(Topics.all().stream().map(Topic::name).toList());
  }

  @Test
  void aMissingTopicIsMade() throws Exception {
    List<Topic> wanted = List.of(topic("made", 3, Duration.ofDays(1)));

    assertThat(topics.plan(wanted)).containsExactly(new TopicDifference.Missing("made", 3));
    assertThat(topics.apply(wanted).changed())
        .containsExactly(new TopicDifference.Missing("made", 3));
    assertThat(topics.plan(wanted)).isEmpty();
  }

  @Test
  void aTopicThatAnotherBrokerDoesNotKnowYetIsWaitedFor() throws Exception {
    Topic wanted = topic("seen-late", 3, Duration.ofDays(1));
    try (Admin late = new LateConfigs(broker.operator(), 3)) {
      TopicReport report = new TopicAdmin(late).apply(List.of(wanted));

      assertThat(report.changed()).containsExactly(new TopicDifference.Missing("seen-late", 3));
      assertThat(report.remaining()).isEmpty();
    }
    assertThat(topics.plan(List.of(wanted))).isEmpty();
  }

  @Test
  void aChangedSettingIsPutRight() throws Exception {
    topics.apply(List.of(topic("set", 1, Duration.ofDays(1))));

    TopicReport report = topics.apply(List.of(topic("set", 1, Duration.ofDays(2))));

    assertThat(report.changed())
        .containsExactly(
            new TopicDifference.ConfigDiffers("set", "retention.ms", "86400000", "172800000"));
    assertThat(report.remaining()).isEmpty();
  }

  @Test
  void partitionsAreAdded() throws Exception {
    topics.apply(List.of(topic("grown", 1, Duration.ofDays(1))));

    TopicReport report = topics.apply(List.of(topic("grown", 4, Duration.ofDays(1))));

    assertThat(report.changed())
        .containsExactly(new TopicDifference.TooFewPartitions("grown", 1, 4));
    assertThat(topics.plan(List.of(topic("grown", 4, Duration.ofDays(1))))).isEmpty();
  }

  @Test
  void tooManyPartitionsAreToldAndLeft() throws Exception {
    topics.apply(List.of(topic("big", 4, Duration.ofDays(1))));

    TopicReport report = topics.apply(List.of(topic("big", 2, Duration.ofDays(1))));

    assertThat(report.changed()).isEmpty();
    assertThat(report.remaining())
        .containsExactly(new TopicDifference.TooManyPartitions("big", 4, 2));
  }

  @Test
  void aStageMayReadWriteAndCommitInOneTransaction() throws Exception {
    try (KafkaProducer<String, String> validator =
            producer("chain-validator", "chain-validator-0");
        KafkaConsumer<String, String> input = consumer("api-executor", "api-executor");
        KafkaProducer<String, String> executor = producer("api-executor", "api-executor-0")) {
      validator.initTransactions();
      validator.beginTransaction();
      validator.send(new ProducerRecord<>("chain-validated", 0, "key", "value")).get();
      validator.commitTransaction();
      input.subscribe(List.of("chain-validated"));
      List<ConsumerRecord<String, String>> found = new ArrayList<>();
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () -> {
                input.poll(Duration.ofMillis(200)).forEach(found::add);
                return !found.isEmpty();
              });

      executor.initTransactions();
      executor.beginTransaction();
      executor.send(new ProducerRecord<>("api-applied", "key", found.getFirst().value())).get();
      executor.sendOffsetsToTransaction(
          Map.of(new TopicPartition("chain-validated", 0), new OffsetAndMetadata(1)),
          input.groupMetadata());
      executor.commitTransaction();

      assertThat(input.committed(Set.of(new TopicPartition("chain-validated", 0))))
          .hasEntrySatisfying(
              new TopicPartition("chain-validated", 0),
              offset -> assertThat(offset.offset()).isEqualTo(1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "chain-validator, api-applied",
    "webhook-delivery, rotation-requested",
    "api-executor, chain-validated",
    "webhook-delivery, api-applied",
    "rotation-metrics, pin-observed",
    "rotation-requests, chain-validated"
  })
  void aStageMayNotWriteWhatIsNotIts(String stage, String topic) {
    try (KafkaProducer<String, String> producer = producer(stage, stage + "-0")) {
      producer.initTransactions();
      producer.beginTransaction();
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "k", "v")).get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
  }

  @Test
  void aStageThatWritesNothingMayNotEvenBeginATransaction() {
    try (KafkaProducer<String, String> producer = producer("audit-sink", "audit-sink-0")) {
      assertThatThrownBy(producer::initTransactions)
          .isInstanceOf(TransactionalIdAuthorizationException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "api-executor, rotation-requested",
    "chain-validator, chain-validated",
    "webhook-delivery, chain-validated",
    "rotation-requests, quarantine"
  })
  void aStageMayNotReadWhatIsNotIts(String stage, String topic) {
    try (KafkaConsumer<String, String> consumer = consumer(stage, stage)) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(List.of(new TopicPartition(topic, 0)));
      assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
          .isInstanceOf(TopicAuthorizationException.class);
    }
  }

  @Test
  void aStageMayNotJoinTheGroupOfAnother() {
    try (KafkaConsumer<String, String> consumer = consumer("api-executor", "webhook-delivery")) {
      consumer.subscribe(List.of("chain-validated"));
      assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
          .isInstanceOf(GroupAuthorizationException.class);
    }
  }

  @Test
  void aStageMayNotTakeTheTransactionalIdOfAnother() {
    try (KafkaProducer<String, String> producer = producer("chain-validator", "api-executor-0")) {
      assertThatThrownBy(producer::initTransactions)
          .isInstanceOf(TransactionalIdAuthorizationException.class);
    }
  }

  @Test
  void onlyTheStreamsAppMayMakeTopicsAndOnlyItsOwn() throws Exception {
    try (Admin metrics = Admin.create(broker.user("rotation-metrics"));
        Admin executor = Admin.create(broker.user("api-executor"))) {
      metrics.createTopics(List.of(newTopic("rotation-metrics-store-changelog"))).all().get();

      assertThatThrownBy(() -> metrics.createTopics(List.of(newTopic("other"))).all().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TopicAuthorizationException.class);
      assertThatThrownBy(
              () -> executor.createTopics(List.of(newTopic("api-executor-own"))).all().get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
  }

  private static KafkaProducer<String, String> producer(String stage, String transactionalId) {
    Map<String, Object> settings = broker.user(stage);
    settings.put("transactional.id", transactionalId);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(String stage, String group) {
    Map<String, Object> settings = broker.user(stage);
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("allow.auto.create.topics", "false");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }

  private static NewTopic newTopic(String name) {
    return new NewTopic(name, Optional.of(1), Optional.empty());
  }

  private static Topic topic(String name, int partitions, Duration retention) {
    return new Topic(
        name,
        Optional.empty(),
        "key",
        partitions,
        Optional.of(retention),
        Topic.Cleanup.DELETE,
        Set.of("somebody"),
        Set.of("somebody"));
  }
}
