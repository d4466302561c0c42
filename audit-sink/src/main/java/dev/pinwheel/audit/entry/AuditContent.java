package dev.pinwheel.audit.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

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

  /** A key of canonical JSON; inside of a text its quotes would be escaped. */
  private static final Pattern OCCURRED_AT = Pattern.compile("\"occurredAt\":\"[^\"]*\",?");

  /** Digest of what the event says: {@link #contentSha256(Status, String)} of this one. */
  public Sha256 contentSha256() {
    return contentSha256(columns.status(), payload);
  }

  /**
   * Digest of what an event says, as UTF-8: the same for one event, however its bytes are framed.
   * Of a request it leaves out when it was accepted: whoever got no answer asks again, and is
   * accepted under the same id at another time.
   *
   * @param payload canonical JSON of the whole event
   */
  public static Sha256 contentSha256(Status status, String payload) {
    String said =
        status == Status.REQUESTED ? OCCURRED_AT.matcher(payload).replaceFirst("") : payload;
    return Sha256.of(said.getBytes(StandardCharsets.UTF_8));
  }
}
