package dev.pinwheel.audit.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.pinwheel.schemas.EventIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What is recorded of a record that is no event: its bytes, its headers, where it lay and why.
 *
 * <p>The bytes are bounded, so that hostile records cannot fill the memory; their number and their
 * digest are always those of all of them.
 */
public final class RawContent {

  /** Event type of a record of the quarantine topic. */
  public static final String QUARANTINED = "quarantined";

  /** Event type of a record that the audit sink could not decode. */
  public static final String UNDECODABLE = "undecodable";

  /** A broker takes records of 1 MiB by default, so those are kept whole. */
  static final int MOST_VALUE_BYTES = 1_048_576;

  static final int MOST_KEY_BYTES = 4_096;
  static final int MOST_HEADERS = 64;

  /** Code of a record of the quarantine topic: why it is there stands in its headers. */
  private static final String IN_QUARANTINE = "QUARANTINED";

  private RawContent() {}

  /** What is recorded of a record of the quarantine topic. */
  public static AuditContent quarantined(SourceRecord source, Optional<String> traceId) {
    return content(source, traceId, QUARANTINED, Status.QUARANTINED, IN_QUARANTINE, "");
  }

  /**
   * What is recorded of a record that cannot be decoded.
   *
   * @param code closed code of why
   * @param message why, in words
   */
  public static AuditContent undecodable(
      SourceRecord source, Optional<String> traceId, String code, String message) {
    return content(
        source,
        traceId,
        UNDECODABLE,
        Status.UNDECODABLE,
        ColumnText.of(code),
        ColumnText.of(message));
  }

  private static AuditContent content(
      SourceRecord source,
      Optional<String> traceId,
      String eventType,
      Status status,
      String code,
      String message) {
    Sha256 digest = Sha256.of(source.bytes());
    Optional<String> timestamp = source.timestamp().flatMap(TimeText::writable).map(TimeText::of);
    return new AuditContent(
        source.at(),
        identity(source.at(), eventType, digest),
        eventType,
        Optional.empty(),
        Optional.empty(),
        source.timestamp().flatMap(TimeText::writable),
        Optional.empty(),
        traceId,
        AuditLogColumns.ofNoEvent(timestamp, status, code),
        CanonicalJson.write(json -> payload(json, source, code, message)),
        digest);
  }

  /**
   * A record without an event id is known by where it lay. The digest is a part of it, because
   * offsets begin again where a topic was deleted and made anew.
   */
  private static UUID identity(Coordinates at, String eventType, Sha256 digest) {
    return EventIds.of("audit\n" + eventType + "\n" + at + "\n" + digest.hex());
  }

  /** Keys in order: code, headers, key, message, truncated, value, valueBytes. */
  private static void payload(JsonGenerator json, SourceRecord source, String code, String message)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("code", code);
    json.writeArrayFieldStart("headers");
    for (SourceRecord.Header header : source.headers().stream().limit(MOST_HEADERS).toList()) {
      header(json, header);
    }
    json.writeEndArray();
    json.writeFieldName("key");
    bytes(json, source.key(), MOST_KEY_BYTES);
    json.writeStringField("message", message);
    json.writeBooleanField("truncated", isTruncated(source));
    json.writeFieldName("value");
    bytes(json, source.value(), MOST_VALUE_BYTES);
    json.writeNumberField("valueBytes", source.bytes().length);
    json.writeEndObject();
  }

  private static void header(JsonGenerator json, SourceRecord.Header header) throws IOException {
    json.writeStartObject();
    Optional<byte[]> value = Optional.ofNullable(header.value());
    Optional<String> text =
        value.filter(bytes -> bytes.length <= MOST_KEY_BYTES).flatMap(RawContent::text);
    if (text.isEmpty()) {
      json.writeFieldName("base64");
      bytes(json, value, MOST_KEY_BYTES);
    }
    json.writeStringField("name", header.name());
    if (text.isPresent()) {
      json.writeStringField("text", text.get());
    }
    json.writeEndObject();
  }

  private static void bytes(JsonGenerator json, Optional<byte[]> bytes, int most)
      throws IOException {
    if (bytes.isEmpty()) {
      json.writeNull();
    } else {
      byte[] all = bytes.get();
      json.writeString(CanonicalJson.base64(all.length <= most ? all : Arrays.copyOf(all, most)));
    }
  }

  private static boolean isTruncated(SourceRecord source) {
    return source.bytes().length > MOST_VALUE_BYTES
        || source.key().filter(key -> key.length > MOST_KEY_BYTES).isPresent()
        || source.headers().size() > MOST_HEADERS
        || source.headers().stream()
            .anyMatch(header -> header.value() != null && header.value().length > MOST_KEY_BYTES);
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
