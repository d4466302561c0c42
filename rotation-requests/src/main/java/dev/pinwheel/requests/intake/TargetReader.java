package dev.pinwheel.requests.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the {@code target} of a request. */
final class TargetReader {

  static final Set<String> FIELDS =
      new TreeSet<>(Set.of("kind", "region", "id", "edgeId", "organizationId"));

  private static final Pattern REGION = Pattern.compile("(?=.{2,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /**
   * Part of the record key {@code KIND/region/id} and of the platform's URLs: no slash, no dots
   * only.
   */
  private static final Pattern ID = Pattern.compile("(?!\\.+$)[A-Za-z0-9._-]{1,128}");

  private static final String ID_FORM = "1 to 128 letters, digits, dots, dashes or underscores";

  private final Set<TargetKind> enabled;

  /** A reader that accepts some kinds. */
  TargetReader(Set<TargetKind> enabled) {
    this.enabled = Set.copyOf(enabled);
  }

  Optional<Target> read(JsonNode node, String pointer, List<Fault> faults) {
    return ObjectFields.of(node, pointer, FIELDS, faults).flatMap(this::read);
  }

  private Optional<Target> read(ObjectFields fields) {
    Optional<TargetKind> kind = fields.requiredText("kind").flatMap(name -> kind(fields, name));
    Optional<String> region =
        fields.ofForm(
            "region",
            fields.requiredText("region"),
            REGION,
            FaultCode.INVALID_REGION,
            "a region such as eu-west-2");
    Optional<String> id = identifier(fields, "id", fields.requiredText("id"));
    Optional<String> edgeId = identifier(fields, "edgeId", fields.optionalText("edgeId"));
    Optional<String> organizationId =
        identifier(fields, "organizationId", fields.optionalText("organizationId"));
    kind.ifPresent(known -> checkEdge(fields, known));
    if (kind.isEmpty() || region.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Target(
            kind.get(), region.get(), id.get(), edgeId.orElse(null), organizationId.orElse(null)));
  }

  private Optional<TargetKind> kind(ObjectFields fields, String name) {
    Optional<TargetKind> kind =
        Arrays.stream(TargetKind.values())
            .filter(known -> known != TargetKind.UNKNOWN && known.name().equals(name))
            .findFirst();
    if (kind.isEmpty()) {
      fields.fault(
          "kind",
          FaultCode.UNKNOWN_TARGET_KIND,
          "expected one of "
              + Arrays.stream(TargetKind.values())
                  .filter(known -> known != TargetKind.UNKNOWN)
                  .map(Enum::name)
                  .collect(Collectors.joining(", ")));
    } else if (!enabled.contains(kind.get())) {
      fields.fault(
          "kind",
          FaultCode.TARGET_KIND_NOT_ENABLED,
          "this installation rotates only "
              + enabled.stream().map(Enum::name).sorted().collect(Collectors.joining(", ")));
    }
    return kind;
  }

  private static Optional<String> identifier(
      ObjectFields fields, String name, Optional<String> text) {
    return fields.ofForm(name, text, ID, FaultCode.INVALID_TEXT, ID_FORM);
  }

  private static void checkEdge(ObjectFields fields, TargetKind kind) {
    boolean given = fields.has("edgeId");
    if (kind == TargetKind.EDGE_TRUNK && !given) {
      fields.fault("edgeId", FaultCode.EDGE_ID_MISSING, "required for an EDGE_TRUNK");
    } else if (kind != TargetKind.EDGE_TRUNK && given) {
      fields.fault("edgeId", FaultCode.EDGE_ID_NOT_ALLOWED, "allowed for an EDGE_TRUNK only");
    }
  }
}
