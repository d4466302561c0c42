package dev.pinwheel.requests.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.pinwheel.schemas.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the fields of one JSON object, adding every fault to a list instead of stopping. A null is
 * the same as a field that is not there. What comes back for a faulty field is empty.
 */
final class ObjectFields {

  private final JsonNode object;
  private final String pointer;
  private final List<Fault> faults;

  private ObjectFields(JsonNode object, String pointer, List<Fault> faults) {
    this.object = object;
    this.pointer = pointer;
    this.faults = faults;
  }

  /** Begins to read; a name that is not among those known is a fault. */
  static Optional<ObjectFields> of(
      JsonNode node, String pointer, Set<String> known, List<Fault> faults) {
    if (!node.isObject()) {
      faults.add(new Fault(pointer, FaultCode.WRONG_TYPE, "expected an object"));
      return Optional.empty();
    }
    for (var field : node.properties()) {
      if (!known.contains(field.getKey())) {
        String near =
            NearestName.of(field.getKey(), known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        faults.add(
            new Fault(
                JsonDocument.child(pointer, field.getKey()),
                FaultCode.UNKNOWN_FIELD,
                "unknown field" + near));
      }
    }
    return Optional.of(new ObjectFields(node, pointer, faults));
  }

  String pointer(String name) {
    return JsonDocument.child(pointer, name);
  }

  void fault(String name, FaultCode code, String detail) {
    faults.add(new Fault(pointer(name), code, detail));
  }

  boolean has(String name) {
    return present(name).isPresent();
  }

  Optional<JsonNode> required(String name) {
    Optional<JsonNode> value = present(name);
    if (value.isEmpty()) {
      fault(name, FaultCode.MISSING_FIELD, "required");
    }
    return value;
  }

  Optional<String> requiredText(String name) {
    return required(name).flatMap(value -> text(name, value));
  }

  Optional<String> optionalText(String name) {
    return present(name).flatMap(value -> text(name, value));
  }

  /** A text of a form; another one is a fault of the given code. */
  Optional<String> ofForm(
      String name, Optional<String> text, Pattern form, FaultCode code, String expected) {
    if (text.isPresent() && !form.matcher(text.get()).matches()) {
      fault(name, code, "expected " + expected);
      return Optional.empty();
    }
    return text;
  }

  /** An array of texts; each that is no text is a fault of its own and left out. */
  List<String> texts(String name) {
    Optional<JsonNode> value = present(name);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!value.get().isArray()) {
      fault(name, FaultCode.WRONG_TYPE, "expected an array of strings");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int index = 0; index < value.get().size(); index++) {
      texts.add(text(name + "/" + index, value.get().get(index)).orElse(""));
    }
    return texts;
  }

  /** A truth value; false where it is not there. */
  boolean flag(String name) {
    Optional<JsonNode> value = present(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      fault(name, FaultCode.WRONG_TYPE, "expected true or false");
    }
    return value.isPresent() && value.get().booleanValue();
  }

  private Optional<JsonNode> present(String name) {
    return Optional.ofNullable(object.get(name))
        .filter(value -> value.getNodeType() != JsonNodeType.NULL);
  }

  private Optional<String> text(String name, JsonNode value) {
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    faults.add(new Fault(pointer + "/" + name, FaultCode.WRONG_TYPE, "expected a string"));
    return Optional.empty();
  }
}
