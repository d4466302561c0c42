package dev.pinwheel.audit.entry;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The columns that people who wrote rotation logs by hand are used to.
 *
 * @param timestamp when it happened, RFC 3339 in UTC
 * @param clientId id of the OAuth client; empty for other kinds of target
 * @param serviceId the requester's name for the service
 * @param primaryPin certificate pin of the new leaf
 * @param fallbackPin certificate pin of the leaf that it replaces
 * @param latencyMs whole milliseconds from the request to this event; empty where the event does
 *     not say when it was asked for
 * @param pinMatchRate between 0 and 1; empty means unknown (promise G11), and no event that is
 *     audited today knows it
 * @param status what happened, in one word
 * @param code closed code that says more: of a failure, a lost delivery, undecodable bytes
 */
public record AuditLogColumns(
    Optional<String> timestamp,
    Optional<String> clientId,
    Optional<String> serviceId,
    Optional<String> primaryPin,
    Optional<String> fallbackPin,
    OptionalLong latencyMs,
    OptionalDouble pinMatchRate,
    Status status,
    Optional<String> code) {

  /** Columns of a record that is no event: all that is known is its time. */
  static AuditLogColumns ofNoEvent(Optional<String> timestamp, Status status, String code) {
    return new AuditLogColumns(
        timestamp,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        status,
        Optional.of(code));
  }
}
