package dev.pinwheel.requests.timeline;

import dev.pinwheel.schemas.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one rotation. Topics are read side by side, so events may arrive in any order;
 * what is told does not depend on it.
 *
 * @param requestedAt when it was asked for
 * @param events oldest first
 * @param fingerprint of the request's content; empty until the request itself was seen
 */
public record Rotation(
    RotationName name,
    Target target,
    Instant requestedAt,
    List<TimelineEvent> events,
    Optional<String> fingerprint) {

  /** Replays add events for ever; older notifications make room for newer ones. */
  static final int MOST_EVENTS = 32;

  private static final Comparator<TimelineEvent> BY_TIME =
      Comparator.comparing(TimelineEvent::at).thenComparing(TimelineEvent::eventId);

  public Rotation {
    events = List.copyOf(events);
  }

  static Rotation of(Sighting first) {
    return new Rotation(
        first.name(),
        first.target(),
        first.requestedAt(),
        List.of(first.event()),
        first.fingerprint());
  }

  /** The rotation after one more event; the same one where the event was seen before. */
  Rotation with(Sighting sighting) {
    boolean seen =
        events.stream().anyMatch(event -> event.eventId().equals(sighting.event().eventId()));
    if (seen) {
      return this;
    }
    List<TimelineEvent> all = new ArrayList<>(events);
    all.add(sighting.event());
    all.sort(BY_TIME);
    if (all.size() > MOST_EVENTS) {
      all.stream()
          .filter(event -> event.effect() instanceof TimelineEvent.Effect.Tells)
          .findFirst()
          .ifPresent(all::remove);
    }
    return new Rotation(name, target, requestedAt, all, fingerprint.or(sighting::fingerprint));
  }

  public RotationState state() {
    return events.stream()
        .map(TimelineEvent::effect)
        .filter(TimelineEvent.Effect.Reaches.class::isInstance)
        .map(effect -> ((TimelineEvent.Effect.Reaches) effect).state())
        .max(Comparator.naturalOrder())
        .orElse(RotationState.REQUESTED);
  }

  public Notification notification() {
    return events.stream()
        .map(TimelineEvent::effect)
        .filter(TimelineEvent.Effect.Tells.class::isInstance)
        .map(effect -> ((TimelineEvent.Effect.Tells) effect).notification())
        .max(Comparator.naturalOrder())
        .orElse(Notification.PENDING);
  }
}
