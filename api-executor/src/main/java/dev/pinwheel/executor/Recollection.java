package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.Failure;
import java.util.Optional;

/**
 * What is remembered of a rotation for its end's sake; nothing is decided by it.
 *
 * @param replaced what was there before its last write
 * @param last why it could not go on, the last time that the platform was asked
 */
record Recollection(Optional<Replaced> replaced, Optional<Failure> last) {

  static final Recollection NONE = new Recollection(Optional.empty(), Optional.empty());

  /** The same with what a later handling found out. */
  Recollection and(Recollection later) {
    return new Recollection(later.replaced.or(() -> replaced), later.last.or(() -> last));
  }
}
