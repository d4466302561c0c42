package dev.pinwheel.audit.entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record as the broker handed it over, before anybody tried to understand it. Its arrays are
 * never changed.
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; nobody compares records by value
public record SourceRecord(
    Coordinates at,
    Optional<Instant> timestamp,
    Optional<byte[]> key,
    Optional<byte[]> value,
    List<Header> headers) {

  public SourceRecord {
    headers = List.copyOf(headers);
  }

  /** The value, where there is none an empty one. */
  public byte[] bytes() {
    return value.orElseGet(() -> new byte[0]);
  }

  /** One header; Kafka allows several of one name. */
  @SuppressWarnings("ArrayRecordComponent") // as above
  public record Header(String name, byte[] value) {}
}
