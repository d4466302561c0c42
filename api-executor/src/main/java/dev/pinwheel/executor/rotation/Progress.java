package dev.pinwheel.executor.rotation;

import java.util.Optional;

/**
 * What this process remembers of a rotation between two handlings. All of it may be lost: a
 * handling begins with a read, so losing it costs calls and time, never correctness.
 *
 * @param writes write calls that were made
 * @param failures tries that failed, for the back-off
 * @param conflicts writes that the platform refused because the target had changed
 * @param readBacks reads after an accepted write that did not show it
 * @param unsettled the last write's failure, where its outcome was unknown
 * @param accepted the last write, where the platform accepted it
 */
public record Progress(
    int writes,
    int failures,
    int conflicts,
    int readBacks,
    Optional<Failure> unsettled,
    Optional<Accepted> accepted) {

  public static final Progress NONE = new Progress(0, 0, 0, 0, Optional.empty(), Optional.empty());

  /** A write that the platform accepted, and what has to be read back. */
  public record Accepted(PinSet pins, Failure.Trail trail) {}

  /** A read failed, or the platform asked to wait. */
  public Progress failed() {
    return new Progress(writes, failures + 1, conflicts, readBacks, unsettled, accepted);
  }

  /** A write is about to be sent; every count of the one before ends. */
  public Progress writing() {
    return new Progress(writes + 1, failures, conflicts, 0, Optional.empty(), Optional.empty());
  }

  /** The write's outcome is unknown. */
  public Progress unsettled(Failure failure) {
    return new Progress(
        writes, failures + 1, conflicts, readBacks, Optional.of(failure), Optional.empty());
  }

  /** The write was refused because the target had changed since it was read. */
  public Progress conflicted() {
    return new Progress(
        writes, failures, conflicts + 1, readBacks, Optional.empty(), Optional.empty());
  }

  /** The write was accepted. */
  public Progress accepted(PinSet pins, Failure.Trail trail) {
    return new Progress(
        writes,
        failures,
        conflicts,
        readBacks,
        Optional.empty(),
        Optional.of(new Accepted(pins, trail)));
  }

  /** A read after the accepted write did not show it. */
  public Progress readBackDiffered() {
    return new Progress(writes, failures, conflicts, readBacks + 1, unsettled, accepted);
  }
}
