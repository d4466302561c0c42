package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.ChainValidated;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a previous chain back, by asking for it like anybody else. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for the chain that a rotation replaced, as a new rotation under the same rules, and"
          + " prints its id.",
      "It names the chain that it replaces: where somebody changed the target since, it ends in"
          + " DRIFT_DETECTED and changes nothing. Repeating it is the same rotation."
    },
    footer = {
      "",
      "Exit status: 0 asked for, 1 failed, 2 wrong usage, 3 refused, or no previous chain is known."
    })
final class RollbackCommand implements Callable<Integer> {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  @Spec private CommandSpec spec;
  @Mixin private RequestsClient client;
  @Mixin private KafkaOptions kafka;

  @Parameters(paramLabel = "ROTATION_ID", description = "The rotation to undo.")
  private UUID rotationId;

  @Option(names = "--reason", description = "Why, for the auditor.")
  private String reason;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RequestsClient.Answer timeline = client.get("/v1/rotations/" + rotationId);
    if (!timeline.isSuccess()) {
      return Problem.print(spec.commandLine().getErr(), timeline);
    }
    JsonNode target = timeline.body().path("target");
    String key = Timeline.targetKey(target);
    PreviousChain.History history;
    try (RotationRecords records = new RotationRecords(kafka.reachableCluster())) {
      history = records.history(key);
    }
    Optional<PreviousChain> previous = PreviousChain.of(rotationId, history);
    Optional<ChainValidated> undone = history.validated(rotationId);
    if (previous.isEmpty() || undone.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "pinwheel: no previous chain of rotation %s is known: it changed nothing, or its"
                      .formatted(rotationId)
                  + " events have gone; submit the old chain yourself");
      return ExitStatus.REFUSED;
    }
    previous
        .get()
        .appliedBy()
        .ifPresent(
            earlier ->
                spec.commandLine()
                    .getErr()
                    .println(
                        "pinwheel: what it replaced was not recorded; this is the chain of rotation"
                            + " %s, which was applied before it".formatted(earlier)));
    RequestsClient.Answer answer =
        client.post(
            "/v1/rotations",
            request(target, undone.get(), previous.get()),
            Optional.of("rollback-" + rotationId));
    if (!answer.isSuccess()) {
      return Problem.print(spec.commandLine().getErr(), answer);
    }
    spec.commandLine()
        .getOut()
        .println(json ? Json.text(answer.body()) : answer.body().path("rotationId").asText());
    return ExitStatus.DONE;
  }

  private ObjectNode request(JsonNode target, ChainValidated undone, PreviousChain previous) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("target", target);
    previous
        .credentials()
        .ifPresent(
            references ->
                body.putObject("credentials")
                    .put("clientCertificateId", references.getClientCertificateId())
                    .put("privateKeyId", references.getPrivateKeyId())
                    .put("caCertificateId", references.getCaCertificateId()));
    return body.put("serviceId", undone.getServiceId())
        .put("certificateChain", previous.chain())
        .put("previousCertificate", leaf(undone.getCertificateChain()))
        .put("webhookEndpoint", undone.getWebhookEndpoint())
        .put("reason", reason == null ? "rollback of " + rotationId : reason);
  }

  /** The first certificate: validated chains are ordered. */
  private static String leaf(String chain) {
    return chain.substring(chain.indexOf(BEGIN), chain.indexOf(END) + END.length()) + "\n";
  }
}
