package dev.pinwheel.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.runtime.service.RunningService;
import dev.pinwheel.runtime.service.ServiceLauncher;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.DeliveryAttempt;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.testing.kafka.TopicReader;
import dev.pinwheel.webhook.deadletter.DeadLetterFilter;
import dev.pinwheel.webhook.deadletter.DeadLetters;
import dev.pinwheel.webhook.deadletter.ReplayOptions;
import dev.pinwheel.webhook.delivery.WebhookPayload;
import dev.pinwheel.webhook.http.Endpoints;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The stage as it runs: engine, topics, HTTP. */
@Timeout(180)
@ExtendWith(Cluster.Shared.class)
final class WebhookDeliveryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger ROTATIONS = new AtomicInteger(100_000);

  private static Cluster cluster;

  @TempDir private Path folder;

  private final MockWebServer receiver = new MockWebServer();
  private final int n = ROTATIONS.incrementAndGet();
  private final String endpoint = "receiver-" + n;
  private RunningService stage;

  @BeforeAll
  static void share(Cluster shared) {
    cluster = shared;
  }

  @BeforeEach
  void start() throws Exception {
    receiver.start(InetAddress.getLoopbackAddress(), 0);
    Path secret = Files.writeString(folder.resolve("secret"), Endpoints.KEY);
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.value.serializer", PinwheelAvroSerializer.class.getName());
    settings.put("kafka.value.deserializer", PinwheelAvroDeserializer.class.getName());
    cluster.clients().forEach((name, value) -> settings.put("kafka." + name, value.toString()));
    settings.put(
        "endpoints." + endpoint + ".url", "http://127.0.0.1:" + receiver.getPort() + "/hooks");
    settings.put("endpoints." + endpoint + ".secret", "file:" + secret);
    settings.put("retry.delays", "5s");
    settings.put("instance.id", "1");
    stage = ServiceLauncher.start(WebhookDeliveryDefinition.definition(), settings);
  }

  @AfterEach
  void stop() {
    stage.close();
    receiver.close();
  }

  @AfterAll
  static void forget() {
    cluster = null;
  }

  @Test
  void anAppliedRotationIsTold() throws Exception {
    answer(200);
    ApiApplied event = publish();

    WebhookDelivered told = awaited(Topics.WEBHOOK_DELIVERED, WebhookDelivered.class);
    RecordedRequest request = receiver.takeRequest();
    assertThat(request.getBody().toByteArray()).isEqualTo(WebhookPayload.of(event));
    assertThat(request.getHeaders().get("webhook-id")).isEqualTo(told.getWebhookId());
    assertThat(told.getTerminalEventId()).isEqualTo(event.getEventId());
  }

  @Test
  void aFailedAttemptIsRepeatedThroughTheDelayTopicUnderTheSameId() throws Exception {
    answer(500);
    answer(200);
    publish();

    WebhookDelivered told = awaited(Topics.WEBHOOK_DELIVERED, WebhookDelivered.class);
    List<DeliveryAttempt> attempts = told.getAttempts();
    assertThat(attempts).extracting(DeliveryAttempt::getStatusCode).containsExactly(500, 200);
    assertThat(
            Duration.between(
                attempts.getFirst().getAttemptedAt(), attempts.getLast().getAttemptedAt()))
        .isBetween(Duration.ofMillis(4_400), Duration.ofSeconds(30));
    RecordedRequest first = receiver.takeRequest();
    RecordedRequest second = receiver.takeRequest();
    assertThat(second.getHeaders().get("webhook-id"))
        .isEqualTo(first.getHeaders().get("webhook-id"));
    assertThat(second.getBody()).isEqualTo(first.getBody());
    assertThat(second.getHeaders().get("webhook-timestamp"))
        .isNotEqualTo(first.getHeaders().get("webhook-timestamp"));
  }

  @Test
  void aDeadLetterIsReplayedAndThenDelivered() throws Exception {
    answer(400);
    publish();
    WebhookDeadLettered letter = awaited(Topics.WEBHOOK_DEAD_LETTER, WebhookDeadLettered.class);
    answer(200);

    DeadLetters letters = new DeadLetters(cluster.clients(), Clock.systemUTC());
    DeadLetterFilter mine = DeadLetterFilter.all().withEndpoint(endpoint);
    assertThat(letters.replay(mine, ReplayOptions.unlimited()).sent()).isEqualTo(1);

    WebhookDelivered told = awaited(Topics.WEBHOOK_DELIVERED, WebhookDelivered.class);
    assertThat(told.getReplays()).isEqualTo(1);
    assertThat(told.getWebhookId()).isEqualTo(letter.getWebhookId());
    assertThat(told.getAttempts())
        .extracting(DeliveryAttempt::getStatusCode)
        .containsExactly(400, 200);
    assertThat(letters.replay(mine, ReplayOptions.unlimited()).sent()).isZero();
  }

  @Test
  void goneShutsTheEndpointAndHealthSaysSo() throws Exception {
    answer(410);
    publish();

    WebhookDeadLettered letter = awaited(Topics.WEBHOOK_DEAD_LETTER, WebhookDeadLettered.class);
    assertThat(letter.getCode()).isEqualTo("ENDPOINT_DISABLED");
    assertThat(stage.health().detail()).contains("disabled endpoints: " + endpoint);
    assertThat(stage.health().live()).isTrue();
  }

  private void answer(int status) {
    receiver.enqueue(new MockResponse.Builder().code(status).build());
  }

  private ApiApplied publish() throws Exception {
    ApiApplied event = Events.applied(n, endpoint);
    String topic = Topics.API_APPLIED.name();
    try (Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                cluster.clients(), new ByteArraySerializer(), new ByteArraySerializer());
        PinwheelAvroSerializer<ApiApplied> serializer = new PinwheelAvroSerializer<>()) {
      serializer.configure(cluster.clients(), false);
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  TargetKey.of(event.getTarget()).getBytes(UTF_8),
                  serializer.serialize(topic, event)))
          .get();
    }
    return event;
  }

  /** The one event of this test's rotation that a topic comes to hold. */
  private <T extends SpecificRecord> T awaited(Topic topic, Class<T> type) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> mine(topic, type).toList(), found -> !found.isEmpty())
        .getFirst();
  }

  private <T extends SpecificRecord> Stream<T> mine(Topic topic, Class<T> type) {
    byte[] key = TargetKey.of(Events.target(n)).getBytes(UTF_8);
    try (PinwheelAvroDeserializer<T> deserializer = new PinwheelAvroDeserializer<>()) {
      deserializer.configure(cluster.clients(), false);
      return TopicReader.readAll(cluster.kafka().bootstrapServers(), List.of(topic.name())).stream()
          .filter(record -> Arrays.equals(record.key(), key))
          .map(record -> type.cast(deserializer.deserialize(topic.name(), record.value())))
          .toList()
          .stream();
    }
  }
}
