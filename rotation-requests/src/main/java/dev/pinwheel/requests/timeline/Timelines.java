package dev.pinwheel.requests.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The latest rotations in memory. When it is full, the one asked for longest ago is forgotten, and
 * what is older than everything in it is not taken in again: topics are read side by side, and a
 * late event of a forgotten rotation must not push out a newer one.
 *
 * <p>Safe for use by many threads; its lock is held for moments and never around I/O.
 */
public final class Timelines {

  private record Age(Instant requestedAt, RotationName name) implements Comparable<Age> {
    private static final Comparator<Age> ORDER =
        Comparator.comparing(Age::requestedAt).thenComparing(Age::name);

    @Override
    public int compareTo(Age other) {
      return ORDER.compare(this, other);
    }
  }

  private final int capacity;
  private final TreeMap<Age, Rotation> byAge = new TreeMap<>();
  private final Map<RotationName, Age> ages = new HashMap<>();

  /** Names with one id, in the order in which they were first seen; hardly ever more than one. */
  private final Map<UUID, List<RotationName>> names = new HashMap<>();

  private long evicted;

  /** Timelines of at most that many rotations. */
  public Timelines(int capacity) {
    this.capacity = capacity;
  }

  /** Takes an event in. */
  public synchronized void add(Sighting sighting) {
    Age known = ages.get(sighting.name());
    if (known != null) {
      byAge.computeIfPresent(known, (age, rotation) -> rotation.with(sighting));
      return;
    }
    Age age = new Age(sighting.requestedAt(), sighting.name());
    if (byAge.size() >= capacity) {
      if (age.compareTo(byAge.firstKey()) < 0) {
        return;
      }
      evictOldest();
    }
    byAge.put(age, Rotation.of(sighting));
    ages.put(sighting.name(), age);
    names
        .computeIfAbsent(sighting.name().rotationId(), id -> new ArrayList<>())
        .add(sighting.name());
  }

  /** The rotation of that id; of several, the one that was seen first. */
  public synchronized Optional<Rotation> find(UUID rotationId) {
    return names.getOrDefault(rotationId, List.of()).stream().findFirst().flatMap(this::find);
  }

  public synchronized Optional<Rotation> find(RotationName name) {
    return Optional.ofNullable(ages.get(name)).map(byAge::get);
  }

  /**
   * Rotations of a target, newest first.
   *
   * @param target target as {@code KIND/region/id}
   */
  public synchronized List<Rotation> ofTarget(String target, int most) {
    return byAge.descendingMap().values().stream()
        .filter(rotation -> rotation.name().target().equals(target))
        .limit(most)
        .toList();
  }

  public synchronized int size() {
    return byAge.size();
  }

  /** How many rotations were forgotten to make room. */
  public synchronized long evicted() {
    return evicted;
  }

  private void evictOldest() {
    RotationName oldest = byAge.pollFirstEntry().getKey().name();
    ages.remove(oldest);
    names.computeIfPresent(
        oldest.rotationId(),
        (id, sharing) -> {
          sharing.remove(oldest);
          return sharing.isEmpty() ? null : sharing;
        });
    evicted++;
  }
}
