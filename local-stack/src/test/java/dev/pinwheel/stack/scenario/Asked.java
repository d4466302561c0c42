package dev.pinwheel.stack.scenario;

import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import java.util.UUID;

/**
 * One rotation that a scenario asks for.
 *
 * @param pin certificate pin of the leaf, as the platform stores it
 */
record Asked(Target target, UUID rotationId, String chain, String pin, RotationRequested event) {

  String client() {
    return target.getId();
  }

  Rotation rotation() {
    return Rotation.of(target, rotationId);
  }
}
