package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.demo.Playground;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a running local stack, as an operator uses them. */
class PlaygroundIT {

  private static Playground playground;
  private static String url;
  private static String token;
  private static String config;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws InterruptedException {
    playground =
        Playground.start(StackOptions.usual(), Clock.systemUTC(), new SecureRandom(), line -> {});
    url = playground.stack().requestsUrl().toString();
    token = "file:" + playground.stack().operatorTokenFile();
    config = playground.stack().clientSettings().toString();
  }

  @AfterAll
  static void stop() {
    playground.close();
  }

  @Test
  void rotationGoesTheWholeWayFromTheCommandLine() throws Exception {
    CommandRun submitted =
        CommandRun.of(
            "submit",
            "--url",
            url,
            "--token",
            token,
            "--target",
            playground.exampleTarget(),
            "--service-id",
            "crm",
            "--chain",
            playground.exampleChain().toString());
    assertThat(submitted.err()).isEmpty();
    assertThat(submitted.status()).isEqualTo(ExitStatus.DONE);
    String rotationId = submitted.out().strip();

    CommandRun watched =
        CommandRun.of("watch", rotationId, "--told", "--url", url, "--token", token);
    assertThat(watched.status()).as(watched.err()).isEqualTo(ExitStatus.DONE);
    assertThat(watched.out()).contains("APPLIED", "DELIVERED");

    JsonNode timeline =
        Json.MAPPER.readTree(
            CommandRun.of("status", rotationId, "--json", "--url", url, "--token", token).out());
    assertThat(timeline.path("events")).hasSizeGreaterThanOrEqualTo(4);

    CommandRun rolledBack =
        CommandRun.of("rollback", rotationId, "--url", url, "--token", token, "--config", config);
    assertThat(rolledBack.status()).as(rolledBack.err()).isEqualTo(ExitStatus.DONE);
    CommandRun again =
        CommandRun.of("rollback", rotationId, "--url", url, "--token", token, "--config", config);
    assertThat(again.out()).as("a repeat is the same rotation").isEqualTo(rolledBack.out());
    CommandRun undone =
        CommandRun.of("watch", rolledBack.out().strip(), "--told", "--url", url, "--token", token);
    assertThat(undone.out()).contains("APPLIED", "DELIVERED");

    // The audit log follows the topics by itself.
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(
                        CommandRun.of("audit", "show", "--rotation", rotationId, "--config", config)
                            .out())
                    .contains("RotationRequested", "WebhookDelivered"));
    CommandRun verified = CommandRun.of("audit", "verify", "--config", config);
    assertThat(verified.status()).isEqualTo(ExitStatus.DONE);
    assertThat(verified.out()).contains("intact");

    Path exported = folder.resolve("audit.ndjson");
    Files.writeString(exported, CommandRun.of("audit", "export", "--config", config).out());
    assertThat(CommandRun.of("audit", "verify", "--file", exported.toString()).status())
        .isEqualTo(ExitStatus.DONE);
    Files.writeString(
        exported,
        Files.readString(exported).replaceFirst("RotationRequested", "RotationRequestee"));
    CommandRun broken = CommandRun.of("audit", "verify", "--file", exported.toString());
    assertThat(broken.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(broken.out()).contains("BROKEN", "CHANGED");
  }

  @Test
  void refusedChainEndsTheWatchWithStatusThree() {
    Path expired = playground.exampleChain().resolveSibling("expired.pem");
    CommandRun submitted =
        CommandRun.of(
            "submit",
            "--url",
            url,
            "--token",
            token,
            "--target",
            "OAUTH_CLIENT/eu-west-2/client-2",
            "--service-id",
            "crm",
            "--chain",
            expired.toString());

    CommandRun watched =
        CommandRun.of("watch", submitted.out().strip(), "--url", url, "--token", token);

    assertThat(watched.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(watched.out()).contains("VALIDITY_EXPIRED");
  }

  @Test
  void whatTheIntakeRefusesIsToldFaultByFault() throws Exception {
    Path nothing = Files.writeString(folder.resolve("empty.pem"), "no certificate");

    CommandRun run =
        CommandRun.of(
            "submit",
            "--url",
            url,
            "--token",
            token,
            "--target",
            "OAUTH_CLIENT/eu-west-2/client-3",
            "--service-id",
            "crm",
            "--chain",
            nothing.toString(),
            "--backup-pin",
            "not-a-pin");

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.err()).contains("/certificateChain", "/backupPins/0");
  }

  @Test
  void wrongTokenIsAFailure() throws Exception {
    Path wrong = Files.writeString(folder.resolve("token"), "wrong");

    CommandRun run =
        CommandRun.of(
            "status",
            "6a6c0f6e-2f1f-4b8e-9a43-0d4b6d1f2a11",
            "--url",
            url,
            "--token",
            "file:" + wrong);

    assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(run.err()).contains("401");
  }

  @Test
  void clusterHasTheWholeCatalogue() {
    assertThat(CommandRun.of("topics", "describe", "--config", config).out())
        .contains("The cluster has it all, and so has the registry.");
    CommandRun applied = CommandRun.of("topics", "apply", "--config", config);
    assertThat(applied.status()).isEqualTo(ExitStatus.DONE);
    assertThat(applied.out()).doesNotContain("done:");
  }

  @Test
  void thereAreNoDeadLetters() {
    CommandRun listed = CommandRun.of("dlq", "list", "--config", config);
    assertThat(listed.status()).isEqualTo(ExitStatus.DONE);
    assertThat(listed.out()).contains("0 dead letters");
    assertThat(CommandRun.of("dlq", "replay", "--dry-run", "--config", config).out())
        .contains("would be sent again: 0");
    assertThat(CommandRun.of("dlq", "show", "msg_none", "--config", config).status())
        .isEqualTo(ExitStatus.FAILED);
  }
}
