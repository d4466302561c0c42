package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * Everything that can be seen of a run from outside once it has come to rest: what was asked, what
 * the topics hold, what the platform and the PKI manager saw, what the audit log says.
 *
 * @param accepted rotations whose acceptance was confirmed to the requester, in any order
 * @param events every decoded event of every topic, by partition and offset, as a read_committed
 *     reader sees them
 * @param platformCalls every call that reached the platform, in the order of arrival
 * @param webhooks every webhook request that reached the PKI manager, in the order of arrival
 * @param audited every event the audit log holds, in its order
 * @param auditFaults what the audit log's verification found; empty where it verified
 * @param garbage records that were written on purpose and cannot be decoded
 * @param quarantined what the quarantine topic holds
 * @param replayed eventIds of the dead letters that replays claimed to have sent again
 */
public record Evidence(
    List<Rotation> accepted,
    List<Event> events,
    List<PlatformCall> platformCalls,
    List<Webhook> webhooks,
    List<UUID> audited,
    List<String> auditFaults,
    List<RawRecord> garbage,
    List<RawRecord> quarantined,
    List<UUID> replayed) {

  /** A rotation's identity: its target's key and its rotationId together. */
  public record Rotation(String target, UUID rotationId) {
    public static Rotation of(Target target, UUID rotationId) {
      return new Rotation(TargetKey.of(target), rotationId);
    }
  }

  /** One event where it lies. */
  public record Event(String topic, int partition, long offset, String key, SpecificRecord value) {}

  /**
   * One call to the platform.
   *
   * @param target target key
   * @param write true for a call that asks for a change
   * @param changed true where the platform's state became another one
   * @param primaryPin primary pin that the platform was changed to; null where nothing changed
   * @param startedAt arrival of the request
   * @param endedAt when its effect was done; two writes of one target must not overlap until then
   */
  public record PlatformCall(
      String target,
      boolean write,
      boolean changed,
      String primaryPin,
      Instant startedAt,
      Instant endedAt) {}

  /**
   * One webhook request.
   *
   * @param id the webhook-id header
   * @param body exact bytes as text (the body is UTF-8 JSON)
   * @param verified true where signature and timestamp were right
   * @param accepted true where the answer was 2xx
   */
  public record Webhook(String id, String body, boolean verified, boolean accepted) {}

  /** Bytes with the coordinates they were written at. */
  public record RawRecord(String topic, int partition, long offset, List<Byte> value) {}

  /** The events of one type, in the order of each partition. */
  public <T extends SpecificRecord> List<T> events(Class<T> type) {
    return events.stream().map(Event::value).filter(type::isInstance).map(type::cast).toList();
  }
}
