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
import dev.pinwheel.stack.simulator.genesys.Credential;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was replaced is put back from the command line. */
class RollbackIT {

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

  /**
   * SIGKILL of the executor between the platform's change and the event that tells of it: what was
   * replaced is in no event then.
   */
  @Test
  void putsTheChainOfTheRotationBeforeBackWhereACrashLostIt() throws Exception {
    String before = pki.good(CLIENT).chainPem();
    String beforePin = chain(before).leafPin();
    String earlier = submit("OAUTH_CLIENT/eu-west-2/" + CLIENT, before);
    assertThat(ended(earlier).path("state").asText()).isEqualTo("APPLIED");

    killAtTheNextChange();
    String crashed = submit("OAUTH_CLIENT/eu-west-2/" + CLIENT, pki.good(CLIENT).chainPem());
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

  @Test
  void putsReferencesOfAnEndpointBackThatWasCreatedBefore() throws Exception {
    List<HeldCertificate> keys = List.of(pki.good("crm"), pki.good("crm"));
    for (int i = 0; i < keys.size(); i++) {
      String chain = keys.get(i).chainPem();
      stack.simulators().platform().add(Credential.certificate("cert-" + i, chain(chain)));
      stack
          .simulators()
          .platform()
          .add(Credential.privateKey("key-" + i, keys.get(i).privateKey()));
    }

    String created =
        submit(
            "DATA_ACTION_ENDPOINT/eu-west-2/crm",
            keys.get(0).chainPem(),
            "--certificate-id=cert-0",
            "--private-key-id=key-0",
            "--ca-id=ca-0",
            "--create-name=CRM",
            "--create-url=https://crm.example/v1");
    assertThat(ended(created).path("state").asText()).isEqualTo("APPLIED");
    assertThat(reference()).isEqualTo("cert-0 key-0 ca-0");
    String switched =
        submit(
            "DATA_ACTION_ENDPOINT/eu-west-2/crm",
            keys.get(1).chainPem(),
            "--certificate-id=cert-1",
            "--private-key-id=key-1",
            "--ca-id=ca-1");
    assertThat(ended(switched).path("state").asText()).isEqualTo("APPLIED");
    assertThat(reference()).isEqualTo("cert-1 key-1 ca-1");

    CommandRun rolledBack =
        run("rollback", switched, "--config", stack.clientSettings().toString());

    assertThat(rolledBack.status()).as(rolledBack.err()).isEqualTo(ExitStatus.DONE);
    assertThat(rolledBack.err()).isEmpty();
    assertThat(ended(rolledBack.out().strip()).path("state").asText()).isEqualTo("APPLIED");
    assertThat(reference()).isEqualTo("cert-0 key-0 ca-0");
    CommandRun nothingBefore =
        run("rollback", created, "--config", stack.clientSettings().toString());
    assertThat(nothingBefore.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(nothingBefore.err()).contains("no previous chain");
  }

  private static String reference() {
    JsonNode references =
        stack.simulators().platform().endpoint("crm").orElseThrow().settings().path("mutualTls");
    return "%s %s %s"
        .formatted(
            references.path("clientCertificateId").asText(),
            references.path("privateKeyId").asText(),
            references.path("caCertificateId").asText());
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

  private String submit(String target, String pem, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("chain.pem"), pem);
    List<String> arguments = new ArrayList<>(List.of("--target", target));
    arguments.addAll(List.of("--service-id", "crm", "--chain", file.toString()));
    arguments.addAll(List.of(more));
    CommandRun submitted = run("submit", arguments.toArray(String[]::new));
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
