package dev.pinwheel.stack.scenario;

import static dev.pinwheel.schemas.Topics.ROTATION_REQUESTED;
import static dev.pinwheel.schemas.Topics.WEBHOOK_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.stack.Simulators;
import dev.pinwheel.testing.promise.Promises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The programs of {@code examples/}, in other languages and with other people's Kafka clients: they
 * ask, are told, and read metrics. What a program needs and is not installed skips it.
 */
final class ExampleClientsIT {

  @TempDir private static Path folder;
  private static ScenarioRun run;

  static List<ExampleClient> clients() {
    return List.of(ExampleClient.KAFKAJS, ExampleClient.CONFLUENT, ExampleClient.PYTHON);
  }

  @BeforeAll
  static void start() throws InterruptedException {
    if (Stream.concat(clients().stream(), Stream.of(ExampleClient.KCAT))
        .anyMatch(ExampleClient::isInstalled)) {
      run =
          ScenarioRun.start(
              options -> options.withSetting(WEBHOOK_DELIVERY, "retry.delays", "none"));
    }
  }

  @AfterAll
  static void end() throws Exception {
    if (run != null) {
      Promises.requireKept(run.evidence());
      run.close();
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void asksAndIsTold(ExampleClient client) throws IOException {
    skippedUnlessInstalled(client);
    Asked asked = run.requests().plan(run.requests().target());
    Path chain = Files.writeString(folder.resolve(asked.client() + ".pem"), asked.chain());
    String rotationId = asked.rotationId().toString();

    ExampleClient.Run asking =
        client.asks(brokers(), registry(), TargetKey.of(asked.target()), rotationId, chain);
    assertThat(asking.output()).contains("asked: partition");
    assertThat(asking.exit()).isZero();
    run.requests().acceptedFromOutside(asked);

    assertThat(told(client, rotationId)).contains("\"api-applied\"", asked.pin(), rotationId);
  }

  @Test
  void metricsAreReadByThem() {
    ExampleClient client = ExampleClient.KAFKAJS;
    skippedUnlessInstalled(client);

    ExampleClient.Run run = client.follows(brokers(), registry(), "-", List.of("outcome-metrics"));

    assertThat(run.output()).contains("\"outcome-metrics\"", "windowStart");
    assertThat(run.exit()).isZero();
  }

  @Test
  void deadLettersAreReadByThem() throws IOException, InterruptedException {
    List<ExampleClient> readers =
        List.of(ExampleClient.KAFKAJS, ExampleClient.PYTHON).stream()
            .filter(ExampleClient::isInstalled)
            .toList();
    assumeFalse(readers.isEmpty(), "skipped: no client of another language is installed");
    run.stack().simulators().standby().down();
    run.requests().tell(Simulators.STANDBY);
    String rotationId = run.requests().ask(1).getFirst().rotationId().toString();
    run.requests().tell(Simulators.DEFAULT);

    for (ExampleClient reader : readers) {
      ExampleClient.Run reading =
          reader.follows(brokers(), registry(), rotationId, List.of("webhook-dead-letter"));
      assertThat(reading.output()).contains("\"webhook-dead-letter\"", rotationId, "standby");
      assertThat(reading.exit()).isZero();
    }
    run.stack().simulators().standby().up();
  }

  @Test
  void whatWasPutAsideIsShownByKcat() throws ExecutionException, InterruptedException {
    skippedUnlessInstalled(ExampleClient.KCAT);
    byte[] value = {'n', 'o', ' ', 'A', 'v', 'r', 'o'};
    try (Litter litter = new Litter(run)) {
      litter.drop(new ProducerRecord<>(ROTATION_REQUESTED.name(), value, value));
    }
    ScenarioRun.eventually().until(() -> run.follower().quarantined().containsAll(run.garbage()));

    ExampleClient.Run reading = ExampleClient.KCAT.readsPutAside(brokers());

    assertThat(reading.output())
        .contains(
            "no Avro",
            "pinwheel-quarantine-topic=rotation-requested",
            "pinwheel-quarantine-code=UNDECODABLE",
            "7 bytes");
    assertThat(reading.exit()).isZero();
  }

  private static String told(ExampleClient client, String rotationId) {
    return client
        .follows(brokers(), registry(), rotationId, List.of("api-applied", "rotation-failed"))
        .output();
  }

  private static void skippedUnlessInstalled(ExampleClient client) {
    assumeTrue(client.isInstalled(), "skipped: not installed: " + client.wanted());
  }

  private static String brokers() {
    return (String) run.stack().kafkaClient().get("bootstrap.servers");
  }

  private static String registry() {
    return (String) run.stack().kafkaClient().get("schema.registry.url");
  }
}
