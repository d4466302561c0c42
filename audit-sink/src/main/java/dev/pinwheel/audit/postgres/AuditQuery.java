package dev.pinwheel.audit.postgres;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which entries to show; every condition that is there must hold.
 *
 * @param rotation entries of this rotation
 * @param target entries of this target: its key as {@code KIND/region/id}, or its id alone
 * @param since entries recorded at this instant or later
 * @param limit the newest so many, at least 1
 */
public record AuditQuery(
    Optional<UUID> rotation, Optional<String> target, Optional<Instant> since, int limit) {

  /** More would be an export. */
  public static final int HIGHEST_LIMIT = 10_000;

  /**
   * A query.
   *
   * @throws IllegalArgumentException where the limit is out of range
   */
  public AuditQuery {
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw new IllegalArgumentException("expected a limit from 1 to " + HIGHEST_LIMIT);
    }
  }

  /** The newest entries of all. */
  public static AuditQuery newest(int limit) {
    return new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }

  public AuditQuery ofRotation(UUID wanted) {
    return new AuditQuery(Optional.of(wanted), target, since, limit);
  }

  public AuditQuery ofTarget(String wanted) {
    return new AuditQuery(rotation, Optional.of(wanted), since, limit);
  }

  public AuditQuery recordedSince(Instant wanted) {
    return new AuditQuery(rotation, target, Optional.of(wanted), limit);
  }
}
