package dev.pinwheel.executor.preflight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a target is now.
 *
 * @param target {@code KIND/region/id}
 * @param status whether it could be read, and could be rotated
 * @param primaryPin the primary pin it stores
 * @param activePins every pin it stores
 * @param expires when the leaf it serves expires
 * @param detail why it failed; empty where it did not
 */
public record TargetStanding(
    String target,
    Check.Status status,
    Optional<String> primaryPin,
    List<String> activePins,
    Optional<Instant> expires,
    String detail) {

  public TargetStanding {
    activePins = List.copyOf(activePins);
  }

  static TargetStanding failed(String target, String detail) {
    return new TargetStanding(
        target, Check.Status.FAILED, Optional.empty(), List.of(), Optional.empty(), detail);
  }
}
