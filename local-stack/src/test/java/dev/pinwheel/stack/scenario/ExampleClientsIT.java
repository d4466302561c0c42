package dev.pinwheel.stack.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.testing.promise.Promises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    if (clients().stream().anyMatch(ExampleClient::isInstalled)) {
      run = ScenarioRun.start(options -> options);
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
