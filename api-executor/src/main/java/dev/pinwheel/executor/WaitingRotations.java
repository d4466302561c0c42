package dev.pinwheel.executor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.TargetKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Which rotations wait in this process, why and until when. It is only looked at: losing it loses
 * no rotation. An entry whose time is over by far belongs to a partition that went elsewhere, where
 * its rotation waits or has ended.
 */
final class WaitingRotations {

  /** Above any delay of a wake-up on a busy machine. */
  private static final Duration OVERDUE = Duration.ofSeconds(30);

  private static final String ONE = "rotationId=";

  private final ReentrantLock lock = new ReentrantLock();
  private final Clock clock;
  private final Map<UUID, Waiting> entries;

  /** One that waits. */
  private record Waiting(
      ChainValidated event, Verdict.NotYet why, Instant since, int attempt, Instant until) {}

  WaitingRotations(Clock clock, int most) {
    this.clock = clock;
    entries =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<UUID, Waiting> eldest) {
            return size() > most;
          }
        };
  }

  void waits(Delivery<ChainValidated> delivery, Verdict.NotYet why) {
    Waiting entry =
        new Waiting(
            delivery.value(),
            why,
            delivery.firstAttemptAt(),
            delivery.attempt(),
            clock.instant().plus(why.delay()));
    lock.lock();
    try {
      entries.remove(delivery.value().getEventId());
      entries.put(delivery.value().getEventId(), entry);
    } finally {
      lock.unlock();
    }
  }

  void goesOn(UUID eventId) {
    lock.lock();
    try {
      entries.remove(eventId);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      dropOverdue();
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The list as JSON: {@code {"waiting": [{rotationId, target, code, reason, since, until,
   * attempt}]}}, those that have waited longest first.
   *
   * @param query a URL's query: empty for all of them, or {@code rotationId=UUID} for one
   * @throws IllegalArgumentException where it is none of these
   */
  String json(String query) {
    Predicate<Waiting> asked = asked(query);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("waiting");
    lock.lock();
    try {
      dropOverdue();
      entries.values().stream()
          .filter(asked)
          .sorted((one, other) -> one.since().compareTo(other.since()))
          .forEach(entry -> list.add(json(entry)));
    } finally {
      lock.unlock();
    }
    return body + "\n";
  }

  private static Predicate<Waiting> asked(String query) {
    if (query.isEmpty()) {
      return entry -> true;
    }
    if (!query.startsWith(ONE)) {
      throw new IllegalArgumentException("ask for all, or for one with ?" + ONE + "UUID");
    }
    UUID rotationId = UUID.fromString(query.substring(ONE.length()));
    return entry -> entry.event().getRotationId().equals(rotationId);
  }

  private void dropOverdue() {
    Instant oldest = clock.instant().minus(OVERDUE);
    entries.values().removeIf(entry -> entry.until().isBefore(oldest));
  }

  private static ObjectNode json(Waiting entry) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rotationId", entry.event().getRotationId().toString())
        .put("target", TargetKey.of(entry.event().getTarget()))
        .put("code", entry.why().code())
        .put("reason", entry.why().reason())
        .put("since", entry.since().toString())
        .put("until", entry.until().toString())
        .put("attempt", entry.attempt());
  }
}
