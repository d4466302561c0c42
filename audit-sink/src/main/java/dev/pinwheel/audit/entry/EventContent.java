package dev.pinwheel.audit.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.avro.generic.IndexedRecord;

/** Reads what is recorded of an event out of it. */
public final class EventContent {

  private static final String OAUTH_CLIENT = "OAUTH_CLIENT";

  private EventContent() {}

  /**
   * What is recorded of an event.
   *
   * @param traceId of the record's {@code traceparent} header
   * @return empty where the event has no valid {@code eventId}: without one nobody can tell whether
   *     it was recorded before
   */
  public static Optional<AuditContent> of(
      SourceRecord source, IndexedRecord event, Optional<String> traceId) {
    EventFields fields = new EventFields(event);
    return fields.uuid("eventId").map(eventId -> content(source, event, fields, eventId, traceId));
  }

  private static AuditContent content(
      SourceRecord source,
      IndexedRecord event,
      EventFields fields,
      UUID eventId,
      Optional<String> traceId) {
    String type = ColumnText.of(event.getSchema().getName());
    Optional<TargetColumns> target = fields.record("target").flatMap(EventContent::target);
    return new AuditContent(
        source.at(),
        eventId,
        type,
        fields.uuid("rotationId"),
        target,
        fields.time("occurredAt"),
        fields.uuid("causationId"),
        traceId,
        columns(fields, Status.ofEventType(type), target),
        CanonicalJson.of(event),
        Sha256.of(source.bytes()));
  }

  private static AuditLogColumns columns(
      EventFields fields, Status status, Optional<TargetColumns> target) {
    return new AuditLogColumns(
        fields.time("occurredAt").map(TimeText::of),
        target.filter(found -> found.kind().equals(OAUTH_CLIENT)).map(TargetColumns::id),
        fields.text("serviceId"),
        fields.text("primaryPin"),
        fields.text("fallbackPin"),
        latency(fields),
        OptionalDouble.empty(),
        status,
        code(fields, status));
  }

  private static Optional<TargetColumns> target(EventFields target) {
    return target
        .text("kind")
        .flatMap(
            kind ->
                target
                    .text("region")
                    .flatMap(
                        region ->
                            target.text("id").map(id -> new TargetColumns(kind, region, id))));
  }

  /** From the request to this event; negative where clocks of two machines disagree. */
  private static OptionalLong latency(EventFields fields) {
    Optional<Instant> from = fields.time("requestedAt");
    Optional<Instant> to = fields.time("occurredAt");
    return from.isPresent() && to.isPresent()
        ? OptionalLong.of(Duration.between(from.get(), to.get()).toMillis())
        : OptionalLong.empty();
  }

  private static Optional<String> code(EventFields fields, Status status) {
    return switch (status) {
      case ROTATED -> fields.text("outcome");
      case FAILED, DEAD_LETTERED -> fields.text("code");
      case OBSERVED -> fields.text("error");
      case REQUESTED, VALIDATED, DELIVERED, OTHER, QUARANTINED, UNDECODABLE -> Optional.empty();
    };
  }
}
