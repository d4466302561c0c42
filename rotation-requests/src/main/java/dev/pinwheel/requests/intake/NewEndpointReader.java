package dev.pinwheel.requests.intake;

import dev.pinwheel.schemas.NewEndpoint;
import dev.pinwheel.schemas.TargetKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads what a Data Action endpoint is created with where the platform has none of that id. */
final class NewEndpointReader {

  static final Set<String> FIELDS = new TreeSet<>(Set.of("name", "url"));

  private static final Pattern NAME = Pattern.compile("(?=.*\\S)[^\\p{Cntrl}]{1,128}");

  /** A client certificate is shown over TLS alone; credentials do not belong into a URL. */
  private static final Pattern URL =
      Pattern.compile("(?i:https)://[A-Za-z0-9._:\\[\\]-]{1,255}([/?][^\\s\\p{Cntrl}#]{0,1023})?");

  private NewEndpointReader() {}

  /** What a request says of it, and a fault where its kind of target is never created. */
  static Optional<NewEndpoint> read(
      ObjectFields request, Optional<TargetKind> kind, List<Fault> faults) {
    if (!request.has("newEndpoint")) {
      return Optional.empty();
    }
    if (kind.isPresent() && kind.get() != TargetKind.DATA_ACTION_ENDPOINT) {
      request.fault(
          "newEndpoint",
          FaultCode.NEW_ENDPOINT_NOT_ALLOWED,
          "allowed for a DATA_ACTION_ENDPOINT only: nothing else is created");
    }
    return request
        .required("newEndpoint")
        .flatMap(node -> ObjectFields.of(node, request.pointer("newEndpoint"), FIELDS, faults))
        .flatMap(NewEndpointReader::read);
  }

  private static Optional<NewEndpoint> read(ObjectFields fields) {
    Optional<String> name =
        fields.ofForm(
            "name",
            fields.requiredText("name"),
            NAME,
            FaultCode.INVALID_TEXT,
            "1 to 128 printable characters");
    Optional<String> url =
        fields.ofForm(
            "url",
            fields.requiredText("url"),
            URL,
            FaultCode.INVALID_TEXT,
            "an https:// URL with a host, without user or fragment");
    return name.isEmpty() || url.isEmpty()
        ? Optional.empty()
        : Optional.of(new NewEndpoint(name.get(), url.get()));
  }
}
