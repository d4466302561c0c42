package dev.pinwheel.stack.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.RequestsApi;
import dev.pinwheel.testing.promise.Evidence.RawRecord;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The three ways in which the demo asks: over HTTP, as a plain Avro producer, and as nonsense. */
final class Asking {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Rotations in one HTTP request; their chains have to fit into its body. */
  private static final int BATCH = 20;

  private final LocalStack stack;
  private final Clock clock;
  private final List<Rotation> accepted = new ArrayList<>();
  private final List<RawRecord> garbage = new ArrayList<>();

  Asking(LocalStack stack, Clock clock) {
    this.stack = stack;
    this.clock = clock;
  }

  /** Every rotation whose acceptance was confirmed so far. */
  List<Rotation> accepted() {
    return accepted;
  }

  List<RawRecord> garbage() {
    return garbage;
  }

  void overHttp(List<PlannedRotation> rotations) throws IOException, InterruptedException {
    try (RequestsApi api =
        new RequestsApi(stack.requestsUrl(), stack.credentials().operatorToken())) {
      for (int from = 0; from < rotations.size(); from += BATCH) {
        List<PlannedRotation> batch =
            rotations.subList(from, Math.min(from + BATCH, rotations.size()));
        ArrayNode body = JSON.createArrayNode();
        batch.forEach(rotation -> body.add(json(rotation)));
        RequestsApi.Answer answer = api.submit(body);
        if (answer.status() != 202) {
          throw new IllegalStateException(
              "the HTTP intake answered " + answer.status() + ": " + answer.body());
        }
        batch.forEach(this::accept);
      }
    }
  }

  /** As a security platform's own producer would. */
  void overKafka(List<PlannedRotation> rotations) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(stack.kafkaClient());
    settings.put("key.serializer", StringSerializer.class);
    settings.put("value.serializer", PinwheelAvroSerializer.class);
    try (KafkaProducer<String, RotationRequested> producer = new KafkaProducer<>(settings)) {
      for (PlannedRotation rotation : rotations) {
        producer
            .send(
                new ProducerRecord<>(
                    Topics.ROTATION_REQUESTED.name(),
                    TargetKey.of(rotation.target()),
                    event(rotation)))
            .get();
        accept(rotation);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take a request", e);
    }
  }

  /** Bytes that are no event, between the others. */
  void nonsense(int records) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(stack.kafkaClient());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        byte[] value = ("this is no Avro, number " + i).getBytes(StandardCharsets.UTF_8);
        RecordMetadata at =
            producer
                .send(
                    new ProducerRecord<>(
                        Topics.ROTATION_REQUESTED.name(),
                        ("nonsense-" + i).getBytes(StandardCharsets.UTF_8),
                        value))
                .get();
        List<Byte> bytes = new ArrayList<>();
        for (byte b : value) {
          bytes.add(b);
        }
        garbage.add(new RawRecord(at.topic(), at.partition(), at.offset(), bytes));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take a record", e);
    }
  }

  private void accept(PlannedRotation rotation) {
    accepted.add(Rotation.of(rotation.target(), rotation.rotationId()));
  }

  private static ObjectNode json(PlannedRotation rotation) {
    ObjectNode body = JSON.createObjectNode();
    body.put("rotationId", rotation.rotationId().toString());
    ObjectNode target =
        body.putObject("target")
            .put("kind", rotation.target().getKind().name())
            .put("region", rotation.target().getRegion())
            .put("id", rotation.target().getId());
    Optional.ofNullable(rotation.target().getEdgeId())
        .ifPresent(edge -> target.put("edgeId", edge));
    rotation
        .credentials()
        .ifPresent(
            references ->
                body.putObject("credentials")
                    .put("clientCertificateId", references.getClientCertificateId())
                    .put("privateKeyId", references.getPrivateKeyId()));
    body.put("serviceId", "demo");
    body.put("certificateChain", rotation.certificateChain());
    if (!rotation.backupPins().isEmpty()) {
      rotation.backupPins().forEach(body.putArray("backupPins")::add);
    }
    body.put("webhookEndpoint", rotation.endpoint());
    body.put("reason", rotation.story());
    return body;
  }

  private RotationRequested event(PlannedRotation rotation) {
    return RotationRequested.newBuilder()
        .setEventId(EventIds.of(rotation.target(), rotation.rotationId(), "rotation-requested"))
        .setRotationId(rotation.rotationId())
        .setOccurredAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
        .setTarget(rotation.target())
        .setServiceId("demo")
        .setRequestedBy("security-platform")
        .setCertificateChain(rotation.certificateChain())
        .setBackupPins(rotation.backupPins())
        .setWebhookEndpoint(rotation.endpoint())
        .setReason(rotation.story())
        .build();
  }
}
