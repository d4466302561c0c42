package dev.pinwheel.requests.timeline;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One step of a rotation, without its certificates.
 *
 * @param type topic of the event, such as {@code chain-validated}
 * @param at when it happened
 * @param effect what it says of the rotation as a whole
 * @param detail what is worth telling, by the names of the event's schema
 */
public record TimelineEvent(
    String type, Instant at, UUID eventId, Effect effect, Map<String, Object> detail) {

  /** What an event says of its rotation. */
  public sealed interface Effect {

    /** The rotation is at least so far. */
    record Reaches(RotationState state) implements Effect {}

    /** Its notification is at least so far. */
    record Tells(Notification notification) implements Effect {}
  }
}
