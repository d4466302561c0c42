package dev.pinwheel.audit.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.audit.entry.AuditContent;
import dev.pinwheel.audit.entry.Coordinates;
import dev.pinwheel.audit.entry.EventContent;
import dev.pinwheel.audit.entry.Sha256;
import dev.pinwheel.audit.entry.SourceRecord;
import dev.pinwheel.schemas.ApiApplied;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;

/** Events as the audit log takes them from a topic, for tests. */
final class RecordedEvents {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

  private RecordedEvents() {}

  /** The same event id with other content. */
  static ApiApplied renamed(ApiApplied event) {
    return ApiApplied.newBuilder(event).setServiceId("somebody else").build();
  }

  static AuditContent content(IndexedRecord event, long offset) {
    return EventContent.of(
            source(offset, Sha256.of(event.toString().getBytes(UTF_8)).bytes()),
            event,
            Optional.of("0af7651916cd43dd8448eb211c80319c"))
        .orElseThrow();
  }

  static SourceRecord source(long offset, byte[] value) {
    return new SourceRecord(
        new Coordinates("api-applied", 0, offset),
        Optional.of(NOW),
        Optional.empty(),
        Optional.of(value),
        List.of());
  }
}
