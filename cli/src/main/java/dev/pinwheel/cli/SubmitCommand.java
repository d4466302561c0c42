package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for a rotation over the HTTP intake. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = "Asks for a rotation and prints its id.",
    footer = {
      "",
      "Example:",
      "  pinwheel submit --target OAUTH_CLIENT/eu-west-2/a1b2c3 --service-id crm --chain new.pem"
    })
final class SubmitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RequestsClient client;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "KIND/REGION/ID",
      description = "What is rotated, such as OAUTH_CLIENT/eu-west-2/a1b2c3.")
  private String target;

  @Option(
      names = "--service-id",
      required = true,
      description = "Your name for the service behind it.")
  private String serviceId;

  @Option(
      names = "--chain",
      required = true,
      paramLabel = "FILE",
      description =
          "PEM file with the new certificate and its intermediates; - reads standard input.")
  private Path chain;

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description =
          "PEM file of the certificate being replaced; without it the platform's current one.")
  private Path previous;

  @Option(
      names = "--backup-pin",
      paramLabel = "PIN",
      description = "base64 SHA-256 of a certificate not served yet; may be repeated.")
  private List<String> backupPins = List.of();

  @Option(names = "--endpoint", description = "Name of the webhook endpoint to tell.")
  private String endpoint;

  @Option(names = "--reason", description = "Why, for the auditor.")
  private String reason;

  @Option(
      names = "--key",
      paramLabel = "REF",
      description =
          "file:/path or env:NAME of the leaf's private key on the validator's machine: it is"
              + " checked there.")
  private String keyRef;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "A repeat with the same key is the same rotation.")
  private String idempotencyKey;

  @Option(
      names = "--rollback-on-failure",
      description =
          "Ask for the previous chain again where the platform does not show the new one, or does"
              + " not get well with it.")
  private boolean rollbackOnFailure;

  @Option(
      names = "--edge",
      paramLabel = "EDGE_ID",
      description = "For an EDGE_TRUNK, the edge that holds the trunk.")
  private String edge;

  @Option(
      names = "--certificate-id",
      paramLabel = "ID",
      description =
          "For a DATA_ACTION_ENDPOINT, what the platform's credential store calls the chain.")
  private String certificateId;

  @Option(
      names = "--private-key-id",
      paramLabel = "ID",
      description = "For a DATA_ACTION_ENDPOINT, what that store calls the chain's key.")
  private String privateKeyId;

  @Option(
      names = "--ca-id",
      paramLabel = "ID",
      description =
          "For a DATA_ACTION_ENDPOINT, the authorities of its own certificate; without it those"
              + " that it names now.")
  private String authoritiesId;

  @Option(
      names = "--create-name",
      paramLabel = "NAME",
      description =
          "For a DATA_ACTION_ENDPOINT that is not there yet: create it with this name, and"
              + " --create-url.")
  private String createName;

  @Option(
      names = "--create-url",
      paramLabel = "URL",
      description = "Where the calls of an endpoint that is created go.")
  private String createUrl;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RequestsClient.Answer answer =
        client.post("/v1/rotations", body(), Optional.ofNullable(idempotencyKey));
    if (!answer.isSuccess()) {
      return Problem.print(spec.commandLine().getErr(), answer);
    }
    JsonNode accepted = answer.body();
    spec.commandLine().getErr().print(Timeline.notes(accepted.path("notes")));
    spec.commandLine()
        .getOut()
        .println(json ? Json.text(accepted) : accepted.path("rotationId").asText());
    return ExitStatus.DONE;
  }

  private ObjectNode body() {
    String[] parts = target.split("/", 3);
    if (parts.length != 3) {
      throw new WrongUsageException(
          "--target must be KIND/REGION/ID such as OAUTH_CLIENT/eu-west-2/a1b2c3, not " + target);
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    ObjectNode named =
        body.putObject("target").put("kind", parts[0]).put("region", parts[1]).put("id", parts[2]);
    if (edge != null) {
      named.put("edgeId", edge);
    }
    if (certificateId != null || privateKeyId != null || authoritiesId != null) {
      body.putObject("credentials")
          .put("clientCertificateId", certificateId)
          .put("privateKeyId", privateKeyId)
          .put("caCertificateId", authoritiesId);
    }
    if (createName != null || createUrl != null) {
      body.putObject("newEndpoint").put("name", createName).put("url", createUrl);
    }
    body.put("serviceId", serviceId).put("certificateChain", TextFile.pem(chain));
    if (previous != null) {
      body.put("previousCertificate", TextFile.pem(previous));
    }
    if (!backupPins.isEmpty()) {
      backupPins.forEach(body.putArray("backupPins")::add);
    }
    if (endpoint != null) {
      body.put("webhookEndpoint", endpoint);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    if (rollbackOnFailure) {
      body.put("rollbackOnFailure", true);
    }
    if (keyRef != null) {
      body.put("keyRef", keyRef);
    }
    return body;
  }
}
