package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.StackStage;
import dev.pinwheel.stack.TrustedPki;
import dev.pinwheel.stack.demo.DemoPki;
import dev.pinwheel.stack.simulator.genesys.CallMoment;
import dev.pinwheel.stack.simulator.genesys.CertificateChain;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of the executor between the platform's change and the event that tells of it: what was
 * replaced is in no event then, and can be put back all the same.
 */
class RollbackAfterCrashIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String CLIENT = "client-1";

  @TempDir private Path folder;

  private static LocalStack stack;
  private static DemoPki pki;

  @BeforeAll
  static void start() throws Exception {
    pki = new DemoPki(Clock.systemUTC().instant(), new SecureRandom());
    stack =
        LocalStack.start(
            StackOptions.usual().withProcesses(Topics.API_EXECUTOR),
            new TrustedPki(pki.anchors(), pki.intermediates()),
            Clock.systemUTC(),
            new SecureRandom(),
            step -> {});
    stack
        .simulators()
        .platform()
        .add(OAuthClient.named(CLIENT, "CRM").withChain(chain(pki.good(CLIENT).chainPem())));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void putsTheChainOfTheRotationBeforeBack() throws Exception {
    String before = pki.good(CLIENT).chainPem();
    String beforePin = chain(before).leafPin();
    String earlier = submit(before);
    assertThat(ended(earlier).path("state").asText()).isEqualTo("APPLIED");

    killAtTheNextChange();
    String crashed = submit(pki.good(CLIENT).chainPem());
    StackStage.Outside executor = (StackStage.Outside) stack.stages(Topics.API_EXECUTOR).getFirst();
    await().atMost(LIMIT).until(() -> !executor.process().isAlive());
    executor.startAgain();
    assertThat(ended(crashed).path("state").asText())
        .as("another process found the change there")
        .isEqualTo("ALREADY_APPLIED");
    assertThat(stored()).isNotEqualTo(beforePin);

    CommandRun rolledBack = run("rollback", crashed, "--config", stack.clientSettings().toString());

    assertThat(rolledBack.status()).as(rolledBack.err()).isEqualTo(ExitStatus.DONE);
    assertThat(rolledBack.err()).contains("not recorded", earlier);
    assertThat(ended(rolledBack.out().strip()).path("state").asText()).isEqualTo("APPLIED");
    assertThat(stored()).isEqualTo(beforePin);
  }

  private static void killAtTheNextChange() {
    AtomicBoolean killed = new AtomicBoolean();
    stack
        .simulators()
        .platform()
        .onCall(
            call -> {
              if (call.phase() == CallMoment.Phase.AFTER_EFFECT
                  && call.changed()
                  && killed.compareAndSet(false, true)) {
                ((StackStage.Outside) stack.stages(Topics.API_EXECUTOR).getFirst())
                    .process()
                    .kill();
              }
            });
  }

  private static String stored() {
    return stack
        .simulators()
        .platform()
        .client(CLIENT)
        .flatMap(OAuthClient::primaryPin)
        .orElseThrow();
  }

  private String submit(String pem) throws Exception {
    Path file = Files.writeString(folder.resolve("chain.pem"), pem);
    CommandRun submitted =
        run(
            "submit",
            "--target",
            "OAUTH_CLIENT/eu-west-2/" + CLIENT,
            "--service-id",
            "crm",
            "--chain",
            file.toString());
    assertThat(submitted.status()).as(submitted.err()).isEqualTo(ExitStatus.DONE);
    return submitted.out().strip();
  }

  private static JsonNode ended(String rotationId) {
    return await()
        .atMost(LIMIT)
        .until(
            () -> Json.MAPPER.readTree(run("status", rotationId, "--json").out()),
            Timeline::isEnded);
  }

  private static CommandRun run(String command, String... arguments) {
    String[] all = new String[arguments.length + 5];
    all[0] = command;
    all[1] = "--url";
    all[2] = stack.requestsUrl().toString();
    all[3] = "--token";
    all[4] = "file:" + stack.operatorTokenFile();
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    return CommandRun.of(all);
  }

  private static CertificateChain chain(String pem) throws Exception {
    return CertificateChain.read(pem);
  }
}
