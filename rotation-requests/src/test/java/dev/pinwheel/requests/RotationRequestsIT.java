package dev.pinwheel.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.embedded.EmbeddedRegistry;
import dev.pinwheel.requests.Api.Answer;
import dev.pinwheel.requests.intake.Requests;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.service.RunningService;
import dev.pinwheel.runtime.service.ServiceLauncher;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.topics.SchemaRegistration;
import dev.pinwheel.schemas.topics.TopicAdmin;
import dev.pinwheel.testing.kafka.TopicReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The intake over real HTTP, on a real broker and a real registry. */
class RotationRequestsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;
  private static Started shared;

  /** A running intake and its API. */
  private record Started(RunningService service, Api api) implements AutoCloseable {

    void awaitReady() {
      await().atMost(LIMIT).until(() -> service.health().ready());
    }

    @Override
    public void close() {
      service.close();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(folder.resolve("token"), "ci-token\n");
    kafka = EmbeddedKafka.start();
    registry = EmbeddedRegistry.start();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      new TopicAdmin(admin).apply(Topics.all());
    }
    SchemaRegistration.apply(Map.of("schema.registry.url", registry.url()), Topics.all());
    shared = intake(Map.of());
    shared.awaitReady();
  }

  @AfterAll
  static void stop() {
    HTTP.close();
    Stream.of(shared, registry, kafka).filter(Objects::nonNull).forEach(RotationRequestsIT::close);
  }

  private static void close(AutoCloseable part) {
    assertThatCode(part::close).doesNotThrowAnyException();
  }

  @Test
  void publishesARequestThatAnybodyCanReadAndTellsOfItAtOnce() throws Exception {
    String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    ObjectNode request = request("publishes");

    Answer answer =
        shared
            .api()
            .send(
                shared
                    .api()
                    .request("/v1/rotations")
                    .header("Content-Type", "application/json")
                    .header("traceparent", traceparent)
                    .POST(HttpRequest.BodyPublishers.ofString(request.toString())));

    assertThat(answer.status()).isEqualTo(202);
    UUID id = id(answer.body());
    assertThat(answer.header("Location")).isEqualTo("/v1/rotations/" + id);
    assertThat(answer.body().path("statusUrl").asText()).isEqualTo("/v1/rotations/" + id);
    assertThat(answer.body().path("notes").isArray()).isTrue();

    JsonNode rotation = shared.api().get(answer.header("Location")).body();
    assertThat(rotation.path("state").asText()).isEqualTo("REQUESTED");
    assertThat(rotation.path("notification").asText()).isEqualTo("PENDING");
    assertThat(rotation.path("target").path("id").asText()).isEqualTo("publishes");
    assertThat(rotation.path("events")).hasSize(1);

    ConsumerRecord<byte[], byte[]> record = records("OAUTH_CLIENT/eu-west-2/publishes").getFirst();
    RotationRequested event = decode(record);
    assertThat(event.getRotationId()).isEqualTo(id);
    assertThat(event.getEventId())
        .isEqualTo(EventIds.of(event.getTarget(), id, "rotation-requested"));
    assertThat(event.getRequestedBy()).isEqualTo("ci");
    assertThat(event.getCertificateChain()).isEqualTo(Requests.leaf().chainPem());
    TraceContext trace =
        TraceContext.parse(
                new String(
                    record.headers().lastHeader("traceparent").value(), StandardCharsets.US_ASCII))
            .orElseThrow();
    assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(trace.spanId()).isNotEqualTo("00f067aa0ba902b7");
  }

  @Test
  void aRepeatWithTheSameKeyIsTheSameRotationAndOtherContentIsRefused() {
    ObjectNode request = request("repeats");

    Answer first = shared.api().post(request, Optional.of("monday"));
    Answer second = shared.api().post(request, Optional.of("monday"));
    Answer other = shared.api().post(request.put("reason", "another"), Optional.of("monday"));

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(records("OAUTH_CLIENT/eu-west-2/repeats")).hasSize(1);
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.body().path("code").asText()).isEqualTo("ROTATION_ID_REUSED");
    assertThat(other.body().at("/errors/0/pointer").asText()).isEqualTo("/rotationId");
  }

  @Test
  void takesAnArrayAsAWholeOrNotAtAll() {
    ObjectNode faulty = request("array");
    faulty.remove("certificateChain");

    Answer refused = shared.api().post(Requests.array(request("array"), faulty), Optional.empty());
    Answer accepted =
        shared.api().post(Requests.array(request("array"), request("array")), Optional.of("a"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/1/certificateChain");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.body()).hasSize(2);
    assertThat(accepted.header("Location")).isEmpty();
    assertThat(records("OAUTH_CLIENT/eu-west-2/array"))
        .extracting(record -> decode(record).getRotationId())
        .containsExactly(id(accepted.body().get(0)), id(accepted.body().get(1)));

    JsonNode listed = shared.api().get("/v1/rotations?target=OAUTH_CLIENT/eu-west-2/array").body();
    assertThat(listed.path("rotations")).hasSize(2);
  }

  @Test
  void refusesAPrivateKeyAndPublishesNothing() {
    ObjectNode request =
        request("key")
            .put("certificateChain", Requests.leaf().pem() + Requests.leaf().privateKeyPem());

    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(logged);

    Answer answer = shared.api().post(request, Optional.empty());

    root.detachAppender(logged);
    String secretLine = Requests.leaf().privateKeyPem().lines().skip(1).findFirst().orElseThrow();
    assertThat(answer.response().body()).doesNotContain(secretLine);
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("refused from ci: [PRIVATE_KEY_IN_BUNDLE]")
        .noneMatch(message -> message.contains(secretLine) || message.contains("ci-token"));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo("PRIVATE_KEY_IN_BUNDLE");
    assertThat(answer.body().at("/errors/0/pointer").asText()).isEqualTo("/certificateChain");
    assertThat(records("OAUTH_CLIENT/eu-west-2/key")).isEmpty();
  }

  @Test
  void answersEveryWrongUseWithAProblem() {
    Api api = shared.api();
    Answer stranger = new Api(HTTP, api.base(), "other").get("/v1/rotations/" + new UUID(0, 1));
    assertThat(stranger.status()).isEqualTo(401);
    assertThat(stranger.header("WWW-Authenticate")).contains("Bearer", "invalid_token");
    assertThat(stranger.body().path("detail").asText()).endsWith("Authorization: Bearer …");

    assertThat(api.get("/v1/rotations/" + new UUID(0, 1)).status()).isEqualTo(404);
    assertThat(api.get("/v1/rotations/none").status()).isEqualTo(404);
    assertThat(api.get("/v2").body().path("code").asText()).isEqualTo("NOT_FOUND");
    assertThat(api.get("/v1/rotations").status()).isEqualTo(400);

    Answer delete = api.send(api.request("/v1/rotations").DELETE());
    assertThat(delete.status()).isEqualTo(405);
    assertThat(delete.header("Allow")).contains("GET", "POST");

    assertThat(
            api.send(api.request("/v1/rotations").POST(HttpRequest.BodyPublishers.ofString("{}")))
                .status())
        .isEqualTo(415);
    assertThat(api.send(api.request("/v1/rotations/x").header("Accept", "text/html")).status())
        .isEqualTo(406);
  }

  @Test
  void aBodyMayHaveOneMebibyte() {
    ObjectNode request = request("large");
    int rest = 1_048_576 - request.toString().length() - ",\"reason\":\"\"".length();

    // full size, and refused for its reason only
    assertThat(
            shared.api().post(request.put("reason", "x".repeat(rest)), Optional.empty()).status())
        .isEqualTo(422);
    Answer larger =
        shared.api().post(request.put("reason", "x".repeat(rest + 1)), Optional.empty());
    assertThat(larger.status()).isEqualTo(413);
    assertThat(larger.body().path("code").asText()).isEqualTo("TOO_LARGE");
  }

  @Test
  void servesItsDocumentationToEverybody() {
    Api stranger = new Api(HTTP, shared.api().base(), "");

    assertThat(stranger.get("/openapi.json").body().path("openapi").asText()).startsWith("3.1");
    assertThat(shared.service().health().detail()).contains(shared.api().base().toString());
  }

  @Test
  void knowsEarlierRotationsAfterARestart() throws Exception {
    Answer accepted = shared.api().post(request("restarts"), Optional.empty());

    try (Started restarted = intake(Map.of())) {
      restarted.awaitReady();

      Answer found = restarted.api().get(accepted.header("Location"));
      assertThat(found.status()).isEqualTo(200);
      assertThat(found.body().path("target").path("id").asText()).isEqualTo("restarts");
    }
  }

  @Test
  void saysNoWhileTheRegistryIsDownAndYesToTheSameRequestLater() throws Exception {
    shared.api().post(request("before"), Optional.empty());
    registry.stop();
    try (Started fresh = intake(Map.of("publish.timeout", "30s"))) {
      ObjectNode request = request("registry");

      Answer refused = fresh.api().post(request, Optional.of("again"));

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("2");
      assertThat(refused.body().path("code").asText()).isEqualTo("NOT_ACKNOWLEDGED");
      assertThat(fresh.service().health().live()).isTrue();
      assertThat(fresh.service().health().ready()).isFalse();

      registry.restart();
      fresh.awaitReady();

      Answer accepted = fresh.api().post(request, Optional.of("again"));
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.body().path("rotationId"))
          .isEqualTo(refused.body().path("rotationIds").path(0));
      assertThat(records("OAUTH_CLIENT/eu-west-2/registry")).hasSize(1);
    } finally {
      registry.restart();
    }
  }

  private static Started intake(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("http.port", "0");
    settings.put("tokens.ci", "file:" + folder.resolve("token"));
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put("kafka.schema.registry.url", registry.url());
    AtomicReference<RotationRequestsService> made = new AtomicReference<>();
    RunningService running =
        ServiceLauncher.start(RotationRequestsDefinition.definition(made::set), settings);
    return new Started(running, new Api(HTTP, made.get().uri(), "ci-token"));
  }

  private static ObjectNode request(String target) {
    ObjectNode request = Requests.valid();
    request.withObject("/target").put("id", target);
    return request;
  }

  private static UUID id(JsonNode accepted) {
    return UUID.fromString(accepted.path("rotationId").asText());
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(String key) {
    return TopicReader.readAll(kafka.bootstrapServers(), List.of(Topics.ROTATION_REQUESTED.name()))
        .stream()
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(key))
        .toList();
  }

  private static RotationRequested decode(ConsumerRecord<byte[], byte[]> record) {
    try (PinwheelAvroDeserializer<RotationRequested> deserializer =
        new PinwheelAvroDeserializer<>()) {
      deserializer.configure(Map.of("schema.registry.url", registry.url()), false);
      return deserializer.deserialize(record.topic(), record.value());
    }
  }
}
