package dev.pinwheel.requests.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.chain.LeafBundle;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.NewEndpoint;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads one request for a rotation, gathering every fault. */
final class SubmissionReader {

  static final Set<String> FIELDS =
      new TreeSet<>(
          Set.of(
              "target",
              "serviceId",
              "certificateChain",
              "previousCertificate",
              "backupPins",
              "rotationId",
              "webhookEndpoint",
              "reason",
              "rollbackOnFailure",
              "credentials",
              "newEndpoint",
              "keyRef"));

  static final String DEFAULT_ENDPOINT = "default";

  private static final Pattern SERVICE = Pattern.compile("(?=.*\\S)[^\\p{Cntrl}]{1,128}");
  private static final Pattern REASON = Pattern.compile("(?s).{1,1024}");
  private static final Pattern ENDPOINT = Pattern.compile("(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*");

  /** A reference alone: a text that might be the key itself is never let in. */
  private static final Pattern KEY_REFERENCE =
      Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]{0,127}|file:/[^\\p{Cntrl}]{1,1023}");

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final TargetReader targets;
  private final ChainCheck chains = new ChainCheck();

  SubmissionReader(Set<TargetKind> enabled) {
    this.targets = new TargetReader(enabled);
  }

  /** The request, unless this adds a fault. */
  Optional<Submission> read(JsonNode node, String pointer, List<Fault> faults) {
    int before = faults.size();
    Optional<Submission> read =
        ObjectFields.of(node, pointer, FIELDS, faults).flatMap(fields -> read(fields, faults));
    return read.filter(submission -> faults.size() == before);
  }

  private Optional<Submission> read(ObjectFields fields, List<Fault> faults) {
    Optional<Target> target =
        fields
            .required("target")
            .flatMap(node -> targets.read(node, fields.pointer("target"), faults));
    Optional<String> serviceId =
        fields.ofForm(
            "serviceId",
            fields.requiredText("serviceId"),
            SERVICE,
            FaultCode.INVALID_TEXT,
            "1 to 128 printable characters");
    Optional<String> chain = fields.requiredText("certificateChain");
    Optional<String> previous = fields.optionalText("previousCertificate");
    List<String> backupPins = fields.texts("backupPins");
    Optional<LeafBundle> sent = chains.check(chain, previous, backupPins, fields::pointer, faults);
    Optional<UUID> rotationId =
        fields
            .ofForm(
                "rotationId",
                fields.optionalText("rotationId"),
                UUID_FORM,
                FaultCode.INVALID_UUID,
                "a UUID such as 123e4567-e89b-12d3-a456-426614174000")
            .map(UUID::fromString);
    Optional<String> endpoint =
        fields.ofForm(
            "webhookEndpoint",
            fields.optionalText("webhookEndpoint"),
            ENDPOINT,
            FaultCode.INVALID_TEXT,
            "the name of an endpoint: lower-case letters, digits and single dashes");
    Optional<String> reason =
        fields.ofForm(
            "reason",
            fields.optionalText("reason"),
            REASON,
            FaultCode.INVALID_TEXT,
            "1 to 1024 characters");
    boolean rollbackOnFailure = fields.flag("rollbackOnFailure");
    Optional<CredentialReferences> credentials =
        CredentialsReader.read(fields, target.map(Target::getKind), faults);
    Optional<NewEndpoint> newEndpoint =
        NewEndpointReader.read(fields, target.map(Target::getKind), faults);
    Optional<String> keyRef =
        fields.ofForm(
            "keyRef",
            fields.optionalText("keyRef"),
            KEY_REFERENCE,
            FaultCode.INVALID_TEXT,
            "file:/path or env:NAME on the validator's machine, never the key itself");
    if (target.isEmpty() || serviceId.isEmpty() || chain.isEmpty() || sent.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Submission(
            target.get(),
            serviceId.get(),
            chain.get(),
            sent.get(),
            previous,
            backupPins,
            rotationId,
            endpoint.orElse(DEFAULT_ENDPOINT),
            reason,
            rollbackOnFailure,
            credentials,
            newEndpoint,
            keyRef));
  }
}
