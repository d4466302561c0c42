package dev.pinwheel.schemas;

import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/**
 * UUIDs as RFC 9562 section 4 writes them: 36 characters, hexadecimal digits of either case. {@link
 * UUID#fromString} also takes shorter and signed groups, and makes an id of them that nobody wrote.
 * The build puts this conversion into each generated class in place of Avro's, which asks {@code
 * fromString} alone.
 */
public final class CanonicalUuid extends Conversions.UUIDConversion {

  /** The UUID that a text is; empty where it is none. */
  public static Optional<UUID> parse(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a field.
   *
   * @throws MalformedUuidException where its text is no UUID
   */
  @Override
  public UUID fromCharSequence(CharSequence value, Schema schema, LogicalType type) {
    return parse(value.toString()).orElseThrow(() -> new MalformedUuidException(value.length()));
  }
}
