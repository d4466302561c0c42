package dev.pinwheel.webhook.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.embedded.ChildProcess;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookRetry;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.testing.kafka.TopicReader;
import dev.pinwheel.webhook.Cluster;
import dev.pinwheel.webhook.Events;
import dev.pinwheel.webhook.delivery.DeliveryEvents;
import dev.pinwheel.webhook.delivery.Notification;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each test has an endpoint name of its own, so that all can share the topics. */
@Timeout(120)
@ExtendWith(Cluster.Shared.class)
final class DeadLettersIT {

  private static final String RETRIES = "webhook-retry-5s";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final AtomicInteger ENDPOINTS = new AtomicInteger();
  private static final AtomicInteger ROTATIONS = new AtomicInteger();

  private static Cluster cluster;
  private static Producer<byte[], byte[]> producer;
  private static PinwheelAvroSerializer<WebhookDeadLettered> serializer;

  private final String endpoint = "endpoint-" + ENDPOINTS.incrementAndGet();
  private final DeadLetterFilter mine = DeadLetterFilter.all().withEndpoint(endpoint);

  @TempDir private Path folder;

  @BeforeAll
  static void start(Cluster shared) {
    cluster = shared;
    producer =
        new KafkaProducer<>(
            cluster.clients(), new ByteArraySerializer(), new ByteArraySerializer());
    serializer = new PinwheelAvroSerializer<>();
    serializer.configure(cluster.clients(), false);
  }

  @AfterAll
  static void stop() {
    serializer.close();
    producer.close();
  }

  @AfterEach
  void unhook() {
    HookedSerializer.HOOK.set(() -> {});
  }

  @Test
  void aDryRunCountsAndChangesNothing() throws Exception {
    letters(7);

    assertThat(deadLetters().replay(mine, ReplayOptions.counting()))
        .isEqualTo(new ReplayReport(7, 0, undecodable(), false));
    assertThat(deadLetters().replay(mine, ReplayOptions.counting().withLimit(3)))
        .isEqualTo(new ReplayReport(3, 0, undecodable(), true));
    assertThat(sentAgain()).isEmpty();
  }

  @Test
  void aReplaySendsEachDeadLetterOnceAsItWas() throws Exception {
    WebhookDeadLettered letter = letters(1).getFirst();

    assertThat(deadLetters().replay(mine, ReplayOptions.unlimited()).sent()).isEqualTo(1);

    WebhookRetry retry = sentAgain().getFirst();
    assertThat(retry.getWebhookId()).isEqualTo(letter.getWebhookId());
    assertThat(retry.getPayload()).isEqualTo(letter.getPayload());
    assertThat(retry.getCausationId()).isEqualTo(letter.getEventId());
    assertThat(retry.getReplays()).isEqualTo(1);
    assertThat(retry.getTerminalEventId()).isEqualTo(letter.getTerminalEventId());
    assertThat(records())
        .filteredOn(
            record -> new String(record.key(), UTF_8).equals(TargetKey.of(letter.getTarget())))
        .hasSize(1)
        .allMatch(
            record ->
                new String(record.headers().lastHeader("traceparent").value(), UTF_8)
                    .equals(TRACE));
  }

  @Test
  void aSecondRunSendsNothingEvenByAnotherFilter() throws Exception {
    letters(12);
    deadLetters().replay(mine, ReplayOptions.unlimited());

    assertThat(deadLetters().replay(mine, ReplayOptions.unlimited()))
        .isEqualTo(new ReplayReport(0, 12, undecodable(), false));
    assertThat(deadLetters().replay(mine.withCode("HTTP_500"), ReplayOptions.unlimited()).sent())
        .isZero();
    assertEachSentOnce(12);
  }

  @Test
  void theFilterChoosesAndTheLimitEnds() throws Exception {
    letters(9);
    DeadLetterFilter timeouts = mine.withCode("TIMEOUT");

    assertThat(deadLetters().replay(timeouts, ReplayOptions.unlimited().withLimit(2)))
        .isEqualTo(new ReplayReport(2, 0, undecodable(), true));
    assertThat(deadLetters().replay(timeouts, ReplayOptions.unlimited().withLimit(1)))
        .isEqualTo(new ReplayReport(1, 2, undecodable(), false));
    assertThat(sentAgain()).hasSize(3);
    assertThat(deadLetters().replay(mine, ReplayOptions.unlimited()).sent()).isEqualTo(6);
    assertEachSentOnce(9);
  }

  @Test
  void aRunThatFailsBetweenTransactionsIsResumed() throws Exception {
    letters(10);
    AtomicInteger pauses = new AtomicInteger();
    DeadLetters failing =
        deadLetters(
            length -> {
              if (pauses.incrementAndGet() == 4) {
                throw new IllegalStateException("pulled the plug");
              }
            });

    assertThatThrownBy(() -> failing.replay(mine, ReplayOptions.unlimited().withRate(1)))
        .hasMessage("pulled the plug");
    assertThat(sentAgain()).hasSize(4);
    assertThat(deadLetters().replay(mine, ReplayOptions.unlimited()).sent()).isEqualTo(6);
    assertEachSentOnce(10);
  }

  @Test
  void aRunThatFailsInsideATransactionIsResumed() throws Exception {
    letters(10);
    AtomicInteger records = new AtomicInteger();
    HookedSerializer.HOOK.set(
        () -> {
          if (records.incrementAndGet() == 6) {
            throw new IllegalStateException("pulled the plug");
          }
        });

    assertThatThrownBy(() -> deadLetters().replay(mine, ReplayOptions.unlimited()))
        .hasMessage("pulled the plug");
    assertThat(sentAgain()).isEmpty();
    assertThat(deadLetters().replay(mine, ReplayOptions.unlimited()).sent()).isEqualTo(10);
    assertEachSentOnce(10);
  }

  @Test
  void aRunThatIsOvertakenInsideATransactionStopsAndSendsNothingTwice() throws Exception {
    letters(10);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch overtaken = new CountDownLatch(1);
    AtomicInteger records = new AtomicInteger();
    HookedSerializer.HOOK.set(
        () -> {
          if (records.incrementAndGet() == 6) {
            inside.countDown();
            await().atMost(Duration.ofSeconds(60)).until(() -> overtaken.getCount() == 0);
          }
        });
    try (ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ReplayReport> first =
          runs.submit(() -> deadLetters().replay(mine, ReplayOptions.unlimited()));
      inside.await();
      assertThat(deadLetters().replay(mine, ReplayOptions.unlimited()).sent()).isEqualTo(10);
      overtaken.countDown();

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(first::get)
          .withCauseInstanceOf(ReplayFencedException.class)
          .satisfies(e -> assertThat(((ReplayFencedException) e.getCause()).committed()).isZero());
    }
    assertEachSentOnce(10);
  }

  @Test
  void aKilledRunIsResumed() throws Exception {
    letters(40);
    try (ChildProcess killed =
        ChildProcess.java(
            "replay",
            System.getProperty("java.class.path"),
            List.of("-XX:+UseSerialGC", "-Xmx256m"),
            List.of(
                ReplayProcess.class.getName(),
                cluster.kafka().bootstrapServers(),
                cluster.registry().url(),
                endpoint,
                "2"),
            Map.of(),
            folder.resolve("replay.log"))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> !sentAgain().isEmpty());
      killed.kill();
      assertThat(sentAgain()).hasSizeLessThan(40);
    }

    deadLetters().replay(mine, ReplayOptions.unlimited());
    assertThat(deadLetters().replay(mine, ReplayOptions.unlimited()).sent()).isZero();
    assertEachSentOnce(40);
  }

  @Test
  void whatDiedAgainIsReplayedAgain() throws Exception {
    WebhookDeadLettered letter = letters(1).getFirst();
    deadLetters().replay(mine, ReplayOptions.unlimited());
    WebhookDeadLettered diedAgain =
        DeliveryEvents.deadLetter(
            Notification.of(sentAgain().getFirst()), letter.getUrl(), "HTTP_500", Events.ENDED);
    publish(diedAgain);

    assertThat(deadLetters().replay(mine, ReplayOptions.unlimited()))
        .isEqualTo(new ReplayReport(1, 1, undecodable(), false));
    assertThat(sentAgain()).extracting(WebhookRetry::getReplays).containsExactlyInAnyOrder(1, 2);
    assertThat(deadLetters().show(letter.getWebhookId())).hasSize(2);
  }

  @Test
  void aListTellsWhatWasReplayed() throws Exception {
    letters(3);
    deadLetters().replay(mine, ReplayOptions.unlimited().withLimit(1));
    awaitMarked();
    List<DeadLetter> listed = new ArrayList<>();
    deadLetters().list(mine, listed::add);

    assertThat(listed).hasSize(3).filteredOn(DeadLetter::replayed).hasSize(1);
    assertThat(listed).allMatch(letter -> letter.traceparent().orElseThrow().equals(TRACE));
    DeadLetter one = listed.getFirst();
    assertThat(deadLetters().show(one.event().getEventId().toString())).containsExactly(one);
    assertThat(deadLetters().show("msg_unknown")).isEmpty();
  }

  @Test
  void aRecordThatIsNoDeadLetterIsPassedOverAndCounted() throws Exception {
    letters(1);
    long before = undecodable();
    producer.send(new ProducerRecord<>(Topics.WEBHOOK_DEAD_LETTER.name(), new byte[] {9})).get();
    letters(1);

    assertThat(deadLetters().replay(mine, ReplayOptions.unlimited()))
        .isEqualTo(new ReplayReport(2, 0, before + 1, false));
  }

  @Test
  void aReplayKeepsToItsRate() throws Exception {
    letters(5);
    List<Duration> pauses = new ArrayList<>();
    deadLetters(pauses::add).replay(mine, ReplayOptions.unlimited().withRate(1));

    // On a clock that stands still, each waits for all before it.
    assertThat(pauses)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4));
    assertEachSentOnce(5);
  }

  @Test
  void aTopicThatIsMissingIsNamed() {
    try (var consumer = new DeadLetterClients(cluster.clients()).consumer()) {
      assertThatExceptionOfType(MissingTopicException.class)
          .isThrownBy(() -> TopicScan.of(consumer, "no-such-topic"))
          .satisfies(e -> assertThat(e.topic()).isEqualTo("no-such-topic"));
    }
  }

  /** A commit is decided a moment before its marks can be read. */
  private static void awaitMarked() {
    TopicReader.readAll(cluster.kafka().bootstrapServers(), List.of(ReplayLedger.TOPIC.name()));
  }

  private static DeadLetters deadLetters() {
    return deadLetters(length -> {});
  }

  private static DeadLetters deadLetters(Pause pause) {
    Map<String, Object> hooked = new HashMap<>(cluster.clients());
    hooked.put("value.serializer", HookedSerializer.class.getName());
    return new DeadLetters(
        new DeadLetterClients(hooked), Clock.fixed(Events.ENDED, ZoneOffset.UTC), pause);
  }

  /** Dead letters of this test's endpoint, every third of them for a timeout. */
  private List<WebhookDeadLettered> letters(int count) throws Exception {
    int first = ROTATIONS.getAndAdd(count);
    List<WebhookDeadLettered> letters =
        IntStream.range(0, count)
            .mapToObj(
                i -> Events.deadLetter(first + i, endpoint, i % 3 == 0 ? "TIMEOUT" : "HTTP_500"))
            .toList();
    for (WebhookDeadLettered letter : letters) {
      publish(letter);
    }
    return letters;
  }

  private static void publish(WebhookDeadLettered letter) throws Exception {
    String topic = Topics.WEBHOOK_DEAD_LETTER.name();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            TargetKey.of(letter.getTarget()).getBytes(UTF_8),
            serializer.serialize(topic, letter));
    record.headers().add("traceparent", TRACE.getBytes(UTF_8));
    producer.send(record).get();
  }

  /** Records of other tests that are no dead letters; reports count them too. */
  private static long undecodable() throws Exception {
    return deadLetters().list(DeadLetterFilter.all().withEndpoint("nobody"), letter -> {});
  }

  private static List<ConsumerRecord<byte[], byte[]>> records() {
    return TopicReader.readAll(cluster.kafka().bootstrapServers(), List.of(RETRIES));
  }

  private List<WebhookRetry> sentAgain() {
    try (PinwheelAvroDeserializer<WebhookRetry> deserializer = new PinwheelAvroDeserializer<>()) {
      deserializer.configure(cluster.clients(), false);
      return records().stream()
          .map(record -> deserializer.deserialize(RETRIES, record.value()))
          .filter(retry -> retry.getEndpoint().equals(endpoint))
          .toList();
    }
  }

  private void assertEachSentOnce(int expected) {
    List<UUID> causes = sentAgain().stream().map(WebhookRetry::getCausationId).toList();
    assertThat(causes).hasSize(expected).doesNotHaveDuplicates();
  }
}
