package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.schemas.TargetKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One effective change of a resource: its stored state is different from before.
 *
 * @param version the version after the change
 * @param changedBy OAuth client whose token was used
 */
public record Change(
    TargetKind kind,
    String targetId,
    Optional<String> idempotencyKey,
    List<String> oldPins,
    List<String> newPins,
    long version,
    Instant at,
    String changedBy,
    String requestId) {

  public Change {
    oldPins = List.copyOf(oldPins);
    newPins = List.copyOf(newPins);
  }
}
