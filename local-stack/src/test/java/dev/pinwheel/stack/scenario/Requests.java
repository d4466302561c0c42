package dev.pinwheel.stack.scenario;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.RequestsApi;
import dev.pinwheel.stack.demo.DemoPki;
import dev.pinwheel.stack.simulator.genesys.CertificateChain;
import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes targets on the platform, asks for their rotation, and keeps count of what was accepted. */
final class Requests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Rotations in one HTTP request; their chains have to fit into its body. */
  private static final int BATCH = 20;

  private final LocalStack stack;
  private final DemoPki pki;
  private final Clock clock;
  private final List<Rotation> accepted = new CopyOnWriteArrayList<>();
  private String endpoint = "default";
  private int targets;
  private int rotations;

  Requests(LocalStack stack, DemoPki pki, Clock clock) {
    this.stack = stack;
    this.pki = pki;
    this.clock = clock;
  }

  List<Rotation> accepted() {
    return List.copyOf(accepted);
  }

  /** What is planned from now on names another webhook endpoint. */
  void tell(String webhookEndpoint) {
    endpoint = webhookEndpoint;
  }

  /** A target that exists on the platform and holds another certificate. */
  Target target() {
    Target target = missing();
    stack
        .simulators()
        .platform()
        .add(
            OAuthClient.named(target.getId(), "Scenario " + target.getId())
                .withChain(chain(pki.good(target.getId()).chainPem())));
    return target;
  }

  /** A target that the platform does not have. */
  Target missing() {
    targets++;
    return Target.newBuilder()
        .setKind(TargetKind.OAUTH_CLIENT)
        .setRegion(ScenarioRun.REGION)
        .setId("client-%04d".formatted(targets))
        .build();
  }

  /** A rotation to a new good certificate; nobody is asked yet. */
  Asked plan(Target target) {
    return plan(target, pki.good(target.getId()).chainPem());
  }

  Asked plan(Target target, String pem) {
    rotations++;
    return plan(target, pem, EventIds.of("scenario/" + rotations));
  }

  Asked plan(Target target, String pem, UUID rotationId) {
    RotationRequested event =
        RotationRequested.newBuilder()
            .setEventId(EventIds.of(target, rotationId, "rotation-requested"))
            .setRotationId(rotationId)
            .setOccurredAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
            .setTarget(target)
            .setServiceId("scenario")
            .setRequestedBy("security-platform")
            .setCertificateChain(pem)
            .setBackupPins(List.of())
            .setWebhookEndpoint(endpoint)
            .setReason("scenario")
            .build();
    return new Asked(target, rotationId, pem, chain(pem).leafPin(), event);
  }

  /** A rotation of each of some new targets. */
  List<Asked> plan(int number) {
    return IntStream.range(0, number).mapToObj(i -> plan(target())).toList();
  }

  /** Plans and asks over HTTP. */
  List<Asked> ask(int number) throws IOException, InterruptedException {
    List<Asked> planned = plan(number);
    overHttp(planned);
    return planned;
  }

  /** Asks; every answer has to be 202. */
  void overHttp(List<Asked> planned) throws IOException, InterruptedException {
    for (int from = 0; from < planned.size(); from += BATCH) {
      List<Asked> batch = planned.subList(from, Math.min(from + BATCH, planned.size()));
      int status = tryOverHttp(batch);
      if (status != 202) {
        throw new IllegalStateException("the HTTP intake answered " + status);
      }
    }
  }

  /** Asks once; what was answered 202 counts as accepted. */
  int tryOverHttp(List<Asked> batch) throws IOException, InterruptedException {
    try (RequestsApi api =
        new RequestsApi(stack.requestsUrl(), stack.credentials().operatorToken())) {
      ArrayNode body = JSON.createArrayNode();
      batch.forEach(asked -> body.add(json(asked)));
      int status = api.submit(body).status();
      if (status == 202) {
        batch.forEach(asked -> accepted.add(asked.rotation()));
      }
      return status;
    }
  }

  /** Asks as a security platform's own producer does; each is accepted once it is confirmed. */
  List<RecordMetadata> overKafka(List<Asked> planned) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(stack.kafkaClient());
    settings.put("key.serializer", StringSerializer.class);
    settings.put("value.serializer", PinwheelAvroSerializer.class);
    settings.put("max.in.flight.requests.per.connection", 1); // KAFKA-15591
    List<RecordMetadata> written = new ArrayList<>();
    try (KafkaProducer<String, RotationRequested> producer = new KafkaProducer<>(settings)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Asked asked : planned) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.ROTATION_REQUESTED.name(),
                    TargetKey.of(asked.target()),
                    asked.event())));
      }
      for (Future<RecordMetadata> each : sent) {
        written.add(each.get());
      }
      planned.forEach(asked -> accepted.add(asked.rotation()));
      return written;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take a request", e);
    }
  }

  /** Somebody else's program asked, and the broker acknowledged it. */
  void acceptedFromOutside(Asked asked) {
    accepted.add(asked.rotation());
  }

  private static ObjectNode json(Asked asked) {
    ObjectNode body = JSON.createObjectNode();
    body.put("rotationId", asked.rotationId().toString());
    body.putObject("target")
        .put("kind", asked.target().getKind().name())
        .put("region", asked.target().getRegion())
        .put("id", asked.client());
    body.put("serviceId", asked.event().getServiceId());
    body.put("certificateChain", asked.chain());
    body.put("webhookEndpoint", asked.event().getWebhookEndpoint());
    body.put("reason", asked.event().getReason());
    return body;
  }

  private static CertificateChain chain(String pem) {
    try {
      return CertificateChain.read(pem);
    } catch (MalformedChainException e) {
      throw new IllegalStateException("a chain that was just made", e);
    }
  }
}
