package dev.pinwheel.requests.timeline;

import java.util.Comparator;
import java.util.UUID;

/**
 * What a rotation is known by: two requesters who choose the same id for different targets mean two
 * rotations.
 *
 * @param target target as {@code KIND/region/id}
 */
public record RotationName(String target, UUID rotationId) implements Comparable<RotationName> {

  private static final Comparator<RotationName> ORDER =
      Comparator.comparing(RotationName::target).thenComparing(RotationName::rotationId);

  @Override
  public int compareTo(RotationName other) {
    return ORDER.compare(this, other);
  }
}
