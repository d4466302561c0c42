package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A command reads the settings file of a stage by the stage's rules. */
class CommandSettingsTest {

  private static final String CANARY = "s3cr3t-canary";

  @TempDir Path folder;

  @Test
  void aStagesFileServesACommandAndItsSecretsAreFound() throws IOException {
    Path jaas = Files.writeString(folder.resolve("jaas"), CANARY + " \n");
    Path config =
        file("kafka.bootstrap.servers=b:9092", "kafka.sasl.jaas.config=file:" + jaas, "anchors=r");

    KafkaOptions options =
        CommandLine.populateCommand(
            new KafkaOptions(), "--config", config.toString(), "--schema-registry", "http://r");

    assertThat(options.clientSettings())
        .isEqualTo(
            Map.of(
                "bootstrap.servers",
                "b:9092",
                "sasl.jaas.config",
                CANARY + " ",
                "schema.registry.url",
                "http://r"));
  }

  @Test
  void aSecretInPlaceOfItsReferenceIsRefusedWithItsLine() throws IOException {
    Path config = file("kafka.bootstrap.servers=b:9092", "kafka.ssl.key.password=" + CANARY);

    CommandRun run = CommandRun.of("dlq", "list", "--config", config.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("line 2", "env:NAME or file:/path").doesNotContain(CANARY);
  }

  @Test
  void aCommandSaysAtOnceThatNobodyAnswers() throws IOException {
    String deserted;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      deserted = "127.0.0.1:" + gone.getLocalPort();
    }

    CommandRun run = CommandRun.of("topics", "describe", "-b", deserted);

    assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(run.err()).contains("no broker answers at " + deserted);
  }

  @Test
  void aClientThatCannotBeMadeSaysItsInnermostCause() {
    Exception failure =
        new KafkaException(
            "Failed to construct kafka consumer", new NoSuchFileException("/etc/ca.pem"));

    assertThat(Problems.inWords(failure)).isEqualTo("NoSuchFileException: /etc/ca.pem");
    assertThat(Problems.inWords(new ExecutionException(failure))).contains("/etc/ca.pem");
  }

  @Test
  void anOptionWinsOverAFileWhoseReferenceLeadsNowhere() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), CANARY + "\r\n");
    Path config =
        file(
            "database.url=jdbc:postgresql://db/audit",
            "database.user=auditor",
            "database.password=env:NOT_THERE");

    var access =
        CommandLine.populateCommand(
                new DatabaseOptions(),
                "--config",
                config.toString(),
                "--database-password",
                "file:" + password)
            .access();

    assertThat(access.url()).isEqualTo("jdbc:postgresql://db/audit");
    assertThat(access.password().reveal()).isEqualTo(CANARY);
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("stage.properties"), String.join("\n", lines));
  }
}
