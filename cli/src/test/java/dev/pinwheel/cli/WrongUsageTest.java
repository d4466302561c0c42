package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUsageTest {

  @Test
  void unknownCommandSaysWhichOneWasMeant() {
    CommandRun run = CommandRun.of("sumbit");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("sumbit").contains("submit");
  }

  @Test
  void missingOptionIsNamed() {
    CommandRun run = CommandRun.of("validate", "--chain", "x.pem");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("--anchors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dlq", "audit", "topics", "policy", "sip"})
  void commandWithoutItsSubcommandNamesThem(String command) {
    CommandRun run = CommandRun.of(command);

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("is expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "submit",
        "status",
        "watch",
        "rollback",
        "sip",
        "preflight",
        "validate",
        "pins",
        "policy",
        "dlq",
        "audit",
        "topics",
        "stage"
      })
  void everyCommandHasHelp(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).contains("Usage: pinwheel " + command);
  }

  @Test
  void deadLettersNeedBrokers() {
    CommandRun run = CommandRun.of("dlq", "list");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("--bootstrap-server");
  }

  @Test
  void auditNeedsADatabase() {
    CommandRun run = CommandRun.of("audit", "verify");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("--database-url");
  }

  @Test
  void stageThatDoesNotExistIsToldTheOnesThatDo() {
    CommandRun run = CommandRun.of("stage", "chain-checker");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("chain-checker", "chain-validator", "audit-sink");
  }

  @Test
  void tokenItselfOnTheCommandLineIsRefusedAndNotRepeated() {
    CommandRun run =
        CommandRun.of(
            "status", "6a6c0f6e-2f1f-4b8e-9a43-0d4b6d1f2a11", "--token", "secret-token-itself");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("env:NAME").doesNotContain("secret-token-itself");
  }

  @Test
  void rotationIdThatIsNoUuidIsWrongUsage() {
    CommandRun run = CommandRun.of("status", "seven");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("seven");
  }

  @Test
  void catalogueIsPrintedWithoutACluster() {
    CommandRun run = CommandRun.of("topics", "describe");

    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).contains("rotation-requested", "webhook-retry-24h", "quarantine");
  }

  @Test
  void accessRulesArePrinted() {
    CommandRun run =
        CommandRun.of(
            "topics",
            "acls",
            "--bootstrap-server",
            "kafka:9092",
            "--principal",
            "dashboard=grafana");

    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out())
        .contains("kafka-acls.sh --bootstrap-server kafka:9092", "User:api-executor")
        .contains("User:security-platform --operation Write --topic rotation-requested")
        .contains("User:grafana --operation Read --topic latency-metrics")
        .contains("# replay, dlq-replay", "# console, console");
  }
}
