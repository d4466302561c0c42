package dev.pinwheel.requests.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.TargetKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads where the platform's credential store has certificate and key: needed for a Data Action
 * endpoint, which takes both from there, and without meaning for every other kind.
 */
final class CredentialsReader {

  static final Set<String> FIELDS =
      new TreeSet<>(Set.of("clientCertificateId", "privateKeyId", "caCertificateId"));

  /** Part of the platform's URLs: no slash, no dots alone. */
  private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9._-]{1,128}");

  private CredentialsReader() {}

  /** The references of a request, and a fault where its kind of target has none or needs them. */
  static Optional<CredentialReferences> read(
      ObjectFields request, Optional<TargetKind> kind, List<Fault> faults) {
    boolean needed = kind.equals(Optional.of(TargetKind.DATA_ACTION_ENDPOINT));
    if (!request.has("credentials")) {
      if (needed) {
        request.fault(
            "credentials",
            FaultCode.CREDENTIALS_MISSING,
            "required for a DATA_ACTION_ENDPOINT: ids of certificate and key in the platform's"
                + " credential store");
      }
      return Optional.empty();
    }
    if (kind.isPresent() && !needed) {
      request.fault(
          "credentials",
          FaultCode.CREDENTIALS_NOT_ALLOWED,
          "allowed for a DATA_ACTION_ENDPOINT only");
    }
    return request
        .required("credentials")
        .flatMap(node -> read(node, request.pointer("credentials"), faults));
  }

  private static Optional<CredentialReferences> read(
      JsonNode node, String pointer, List<Fault> faults) {
    Optional<ObjectFields> object = ObjectFields.of(node, pointer, FIELDS, faults);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    ObjectFields fields = object.get();
    Optional<String> certificate =
        id(fields, "clientCertificateId", fields.requiredText("clientCertificateId"));
    Optional<String> key = id(fields, "privateKeyId", fields.requiredText("privateKeyId"));
    Optional<String> authorities =
        id(fields, "caCertificateId", fields.optionalText("caCertificateId"));
    return certificate.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CredentialReferences(certificate.get(), key.get(), authorities.orElse(null)));
  }

  private static Optional<String> id(ObjectFields fields, String name, Optional<String> text) {
    return fields.ofForm(
        name,
        text,
        ID,
        FaultCode.INVALID_TEXT,
        "1 to 128 letters, digits, dots, dashes or underscores");
  }
}
