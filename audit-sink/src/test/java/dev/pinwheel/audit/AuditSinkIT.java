package dev.pinwheel.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.pinwheel.audit.entry.AuditEntry;
import dev.pinwheel.audit.entry.Coordinates;
import dev.pinwheel.audit.entry.RawContent;
import dev.pinwheel.audit.entry.Sha256;
import dev.pinwheel.audit.entry.Status;
import dev.pinwheel.audit.entry.Verification;
import dev.pinwheel.audit.kafka.AuditSink;
import dev.pinwheel.audit.kafka.BatchLimits;
import dev.pinwheel.audit.postgres.AuditLog;
import dev.pinwheel.audit.postgres.AuditQuery;
import dev.pinwheel.audit.postgres.TestDatabase;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.runtime.service.Service;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The sink on a real broker, registry and database. Every test reads the topics from their start.
 */
class AuditSinkIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static TestCluster cluster;
  private static int numbers;

  private final List<Service> running = new ArrayList<>();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private TestDatabase database;
  private AuditLog log;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new TestCluster();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void openDatabase() throws Exception {
    database = TestDatabase.create();
    log = AuditLog.open(database.access());
  }

  @AfterEach
  void stopAll() {
    running.forEach(Service::close);
    log.close();
  }

  @Test
  void everyEventIsRecordedOnceThoughFedTwice() throws Exception {
    int number = ++numbers;
    Map<Topic, SpecificRecord> events =
        Map.of(
            Topics.ROTATION_REQUESTED, SampleEvents.requested(number),
            Topics.CHAIN_VALIDATED, SampleEvents.validated(number),
            Topics.API_APPLIED, SampleEvents.applied(number),
            Topics.ROTATION_FAILED, SampleEvents.failed(number),
            Topics.WEBHOOK_DELIVERED, SampleEvents.delivered(number),
            Topics.WEBHOOK_DEAD_LETTER, SampleEvents.deadLettered(number),
            Topics.PIN_OBSERVED, SampleEvents.observed(number));
    for (int times = 0; times < 2; times++) {
      for (Map.Entry<Topic, SpecificRecord> event : events.entrySet()) {
        cluster.write(event.getKey(), event.getValue());
      }
    }

    start("twice");

    awaitEverythingRecorded();
    await().atMost(LIMIT).until(() -> meters.counter("pinwheel.audit.duplicates").count() >= 7);
    AuditEntry applied =
        log.show(AuditQuery.newest(100).ofRotation(SampleEvents.rotation(number))).stream()
            .filter(entry -> entry.content().columns().status() == Status.ROTATED)
            .findFirst()
            .orElseThrow();
    assertThat(applied.content().columns().latencyMs()).hasValue(1_234);
    assertThat(applied.content().columns().primaryPin()).contains(SampleEvents.NEW_PIN);
  }

  @Test
  void restartedSinkGoesOnWhereTheDatabaseSaysNotWhereKafkaSays() throws Exception {
    cluster.write(Topics.API_APPLIED, SampleEvents.applied(++numbers));
    Service first = start("restart");
    awaitEverythingRecorded();
    first.close();
    running.remove(first);
    awaitNoMember("restart");
    for (int count = 0; count < 20; count++) {
      cluster.write(Topics.API_APPLIED, SampleEvents.applied(++numbers));
    }
    commitEverythingInKafka("restart");

    start("restart");

    awaitEverythingRecorded();
  }

  @Test
  void twoInstancesThatComeAndGoKeepOneChainWithoutRepeats() throws Exception {
    Service first = start("group");
    for (int count = 0; count < 40; count++) {
      cluster.write(Topics.ROTATION_REQUESTED, SampleEvents.requested(++numbers));
      cluster.write(Topics.API_APPLIED, SampleEvents.applied(numbers));
      if (count == 10) {
        start("group");
      }
      if (count == 25) {
        await().atMost(LIMIT).until(() -> running.get(1).health().ready());
        first.close();
        running.remove(first);
        start("group");
      }
    }

    awaitEverythingRecorded();
  }

  @Test
  void aMemberThatTakesItsOwnPlaceAgainGoesOnWithTheConsumerProtocol() throws Exception {
    Map<String, Object> member =
        Map.of("group.protocol", "consumer", "group.instance.id", "audit-sink-0");
    cluster.write(Topics.API_APPLIED, SampleEvents.applied(++numbers));
    Service first = start("consumer-protocol", member);
    awaitEverythingRecorded();
    first.close();
    running.remove(first);
    cluster.write(Topics.API_APPLIED, SampleEvents.applied(++numbers));

    start("consumer-protocol", member);

    awaitEverythingRecorded();
  }

  @Test
  void databaseThatRestartsLosesNothing() throws Exception {
    Service sink = start("outage");
    cluster.write(Topics.API_APPLIED, SampleEvents.applied(++numbers));
    awaitEverythingRecorded();

    TestDatabase.server().stop();
    try {
      for (int count = 0; count < 10; count++) {
        cluster.write(Topics.API_APPLIED, SampleEvents.applied(++numbers));
      }
      await().atMost(LIMIT).until(() -> !sink.health().ready());
      assertThat(sink.health().live()).isTrue();
    } finally {
      TestDatabase.server().startAgain();
    }

    awaitEverythingRecorded();
    await().atMost(LIMIT).until(() -> sink.health().ready());
  }

  @Test
  void sinkThatStartsBeforeItsDatabaseWaits() throws Exception {
    TestDatabase.server().stop();
    Service sink;
    try {
      sink = start("early");
      await().atMost(LIMIT).until(() -> sink.health().detail().contains("database"));
      assertThat(sink.health().ready()).isFalse();
      assertThat(sink.health().live()).isTrue();
    } finally {
      TestDatabase.server().startAgain();
    }
    cluster.write(Topics.API_APPLIED, SampleEvents.applied(++numbers));

    awaitEverythingRecorded();
  }

  @Test
  void stopsInTimeWhileItsDatabaseIsDown() throws Exception {
    TestDatabase.server().stop();
    try {
      Service sink = start("stopped");
      await().atMost(LIMIT).until(() -> sink.health().detail().contains("database"));

      assertTimeout(LIMIT, sink::close);
      running.remove(sink);
    } finally {
      TestDatabase.server().startAgain();
    }
  }

  @Test
  void registryThatIsDownLosesNothing() throws Exception {
    cluster.write(Topics.ROTATION_FAILED, SampleEvents.failed(++numbers));
    cluster.registry().stop();
    Service sink;
    try {
      sink = start("no-registry");
      await().atMost(LIMIT).until(() -> sink.health().detail().contains("registry"));
      assertThat(log.head().seq()).isZero();
    } finally {
      cluster.registry().restart();
    }

    awaitEverythingRecorded();
  }

  @Test
  void undecodableBytesAreRecordedAndThePartitionGoesOn() throws Exception {
    byte[] garbage = "\u0000\u0000\u0000no event".getBytes(StandardCharsets.UTF_8);
    List<RecordMetadata> places = new ArrayList<>();
    for (Topic topic : AuditSink.TOPICS) {
      places.add(cluster.writeBytes(topic, garbage));
    }
    RecordMetadata tombstone = cluster.writeBytes(Topics.API_APPLIED, null);
    for (int count = 0; count < 8; count++) { // keys enough for both partitions
      cluster.write(Topics.API_APPLIED, SampleEvents.applied(++numbers));
    }

    start("garbage");

    awaitEverythingRecorded();
    places.add(tombstone);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(entries())
                    .containsKeys(
                        places.stream().map(AuditSinkIT::coordinates).toArray(Coordinates[]::new)));
    places.remove(tombstone);
    Map<Coordinates, AuditEntry> entries = entries();
    for (RecordMetadata place : places) {
      AuditEntry entry = entries.get(coordinates(place));
      boolean quarantine = place.topic().equals(Topics.QUARANTINE.name());
      assertThat(entry.content().eventType())
          .isEqualTo(quarantine ? RawContent.QUARANTINED : RawContent.UNDECODABLE);
      assertThat(entry.content().payloadSha256()).isEqualTo(Sha256.of(garbage));
      assertThat(entry.content().payload())
          .contains(Base64.getEncoder().encodeToString(garbage))
          .contains("\"truncated\":false");
    }
    assertThat(entries.get(coordinates(tombstone)).content().columns().code()).contains("NO_VALUE");
  }

  private Map<Coordinates, AuditEntry> entries() throws Exception {
    return log.show(AuditQuery.newest(AuditQuery.HIGHEST_LIMIT)).stream()
        .collect(Collectors.toMap(entry -> entry.content().at(), entry -> entry));
  }

  private static Coordinates coordinates(RecordMetadata place) {
    return new Coordinates(place.topic(), place.partition(), place.offset());
  }

  private void awaitEverythingRecorded() {
    await()
        .atMost(LIMIT)
        .ignoreExceptions() // the tables come with the sink's start
        .untilAsserted(
            () -> {
              List<UUID> recorded =
                  log.show(AuditQuery.newest(AuditQuery.HIGHEST_LIMIT)).stream()
                      .filter(entry -> isEvent(entry.content().columns().status()))
                      .map(entry -> entry.content().eventId())
                      .toList();
              assertThat(recorded).doesNotHaveDuplicates();
              assertThat(recorded).containsExactlyInAnyOrderElementsOf(cluster.written());
              assertThat(log.verify(Optional.empty())).isInstanceOf(Verification.Intact.class);
            });
  }

  private static boolean isEvent(Status status) {
    return status != Status.UNDECODABLE && status != Status.QUARANTINED;
  }

  private Service start(String group) throws Exception {
    return start(group, Map.of());
  }

  private Service start(String group, Map<String, Object> more) throws Exception {
    Map<String, Object> kafka = cluster.settings();
    kafka.put("group.id", group);
    kafka.put("session.timeout.ms", "10000");
    kafka.putAll(more);
    Service service =
        AuditSinkDefinition.service(
            new AuditSinkConfig(
                database.access(), new BatchLimits(50, Duration.ofMillis(20)), kafka),
            new Environment(Clock.systemUTC(), new Random(7), meters));
    running.add(service);
    service.start();
    return service;
  }

  /** Offsets of a group are changed by others only while it has no member. */
  private static void awaitNoMember(String group) throws Exception {
    try (Admin admin = Admin.create(cluster.settings())) {
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  admin
                      .describeConsumerGroups(List.of(group))
                      .all()
                      .get()
                      .get(group)
                      .members()
                      .isEmpty());
    }
  }

  /** What a person might do who does not know that the database is the truth. */
  private static void commitEverythingInKafka(String group) throws Exception {
    try (Admin admin = Admin.create(cluster.settings())) {
      List<TopicPartition> partitions =
          List.of(
              new TopicPartition(Topics.API_APPLIED.name(), 0),
              new TopicPartition(Topics.API_APPLIED.name(), 1));
      var ends =
          admin
              .listOffsets(
                  partitions.stream()
                      .collect(
                          Collectors.toMap(
                              partition -> partition, partition -> OffsetSpec.latest())))
              .all()
              .get();
      admin
          .alterConsumerGroupOffsets(
              group,
              ends.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey,
                          end -> new OffsetAndMetadata(end.getValue().offset()))))
          .all()
          .get();
    }
  }
}
