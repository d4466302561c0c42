package dev.pinwheel.audit.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is recorded of one record, before it has a place in the log.
 *
 * @param at where it lay in Kafka
 * @param eventId with the topic, its {@link EventIdentity}: recorded once for each content, however
 *     often it is read
 * @param eventType name of the event's schema, {@code quarantined} or {@code undecodable}
 * @param occurredAt when it happened by its own account, microseconds; empty where it says nothing
 *     that a calendar has
 * @param traceId W3C trace id; empty where the record has no valid one
 * @param payload canonical JSON of the whole event; hashed byte by byte as it stands here
 * @param payloadSha256 digest of the value's bytes as they lay in Kafka
 */
public record AuditContent(
    Coordinates at,
    UUID eventId,
    String eventType,
    Optional<UUID> rotationId,
    Optional<TargetColumns> target,
    Optional<Instant> occurredAt,
    Optional<UUID> causationId,
    Optional<String> traceId,
    AuditLogColumns columns,
    String payload,
    Sha256 payloadSha256) {

  /** Digest of the payload's UTF-8 text: the same for one event, however its bytes are framed. */
  public Sha256 contentSha256() {
    return Sha256.of(payload.getBytes(StandardCharsets.UTF_8));
  }
}
