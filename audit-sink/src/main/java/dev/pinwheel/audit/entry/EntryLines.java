package dev.pinwheel.audit.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An exported log: newline-delimited JSON, one entry a line, one member a column. Every column is a
 * text, byte for byte what was hashed, or null where it is absent.
 */
public final class EntryLines {

  /** A payload of a record of 20 MiB as base64, with room to spare. */
  private static final int LONGEST_TEXT = 64 * 1_048_576;

  private static final Set<String> COLUMNS =
      Arrays.stream(EntryField.values()).map(EntryField::column).collect(Collectors.toSet());

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private EntryLines() {}

  /** One line, without its end. */
  public static String write(AuditEntry entry) {
    return CanonicalJson.write(
        json -> {
          json.writeStartObject();
          for (EntryField field : EntryField.values()) {
            json.writeStringField(field.column(), field.of(entry).orElse(null));
          }
          json.writeEndObject();
        });
  }

  /**
   * Reads one line. A member that is no column is refused: it would be shown to a reader and not be
   * covered by the hash.
   *
   * @throws MalformedEntryException where the line is no entry
   */
  public static AuditEntry read(String line) throws MalformedEntryException {
    JsonNode object;
    try {
      object = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      // the parser's own message may quote the line, which may be anything
      throw new MalformedEntryException(
          "", "no JSON at column " + e.getLocation().getColumnNr(), e);
    }
    if (!object.isObject()) {
      throw new MalformedEntryException("", "expected a JSON object", null);
    }
    checkMembers(object);
    return EntryTexts.read(
        field -> Optional.ofNullable(object.get(field.column())).map(JsonNode::textValue));
  }

  private static void checkMembers(JsonNode object) throws MalformedEntryException {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!COLUMNS.contains(name)) {
        throw new MalformedEntryException(name, "is no column of an entry", null);
      }
      if (!object.get(name).isTextual() && !object.get(name).isNull()) {
        throw new MalformedEntryException(name, "expected a text or null", null);
      }
    }
  }
}
