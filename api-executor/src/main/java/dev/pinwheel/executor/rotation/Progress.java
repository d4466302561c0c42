package dev.pinwheel.executor.rotation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param checks what was found right before the last write
 * @param waitingSince when the wait for a gate of the target began, where one is under way
 */
public record Progress(
    int writes,
    int failures,
    int conflicts,
    int readBacks,
    Optional<Failure> unsettled,
    Optional<Accepted> accepted,
    List<TargetCheck> checks,
    Optional<Instant> waitingSince) {

  public static final Progress NONE =
      new Progress(0, 0, 0, 0, Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  public Progress {
    checks = List.copyOf(checks);
  }

  /** A write that the platform accepted, and what has to be read back. */
  public record Accepted(PinSet pins, Failure.Trail trail) {}

  /** A read failed, or the platform asked to wait. */
  public Progress failed() {
    return new Progress(
        writes, failures + 1, conflicts, readBacks, unsettled, accepted, checks, waitingSince);
  }

  /** A write is about to be sent; every count of the one before ends. */
  public Progress writing() {
    return new Progress(
        writes + 1,
        failures,
        conflicts,
        0,
        Optional.empty(),
        Optional.empty(),
        checks,
        Optional.empty());
  }

  /** The write's outcome is unknown. */
  public Progress unsettled(Failure failure) {
    return new Progress(
        writes,
        failures + 1,
        conflicts,
        readBacks,
        Optional.of(failure),
        Optional.empty(),
        checks,
        waitingSince);
  }

  /** The write was refused because the target had changed since it was read. */
  public Progress conflicted() {
    return new Progress(
        writes,
        failures,
        conflicts + 1,
        readBacks,
        Optional.empty(),
        Optional.empty(),
        checks,
        waitingSince);
  }

  /** The write was accepted. */
  public Progress accepted(PinSet pins, Failure.Trail trail) {
    return new Progress(
        writes,
        failures,
        conflicts,
        readBacks,
        Optional.empty(),
        Optional.of(new Accepted(pins, trail)),
        checks,
        waitingSince);
  }

  /** A read after the accepted write did not show it. */
  public Progress readBackDiffered() {
    return new Progress(
        writes, failures, conflicts, readBacks + 1, unsettled, accepted, checks, waitingSince);
  }

  /** A gate of the target is closed for now; its time counts from the first look at it. */
  public Progress waiting(Instant now) {
    return new Progress(
        writes,
        failures,
        conflicts,
        readBacks,
        unsettled,
        accepted,
        checks,
        Optional.of(waitingSince.orElse(now)));
  }

  /** A gate opened: this was found, and no wait is under way. */
  public Progress opened(List<TargetCheck> found) {
    return new Progress(
        writes, failures, conflicts, readBacks, unsettled, accepted, found, Optional.empty());
  }

  /** Whether the wait for a gate has taken that long. */
  public boolean hasWaited(Duration limit, Instant now) {
    return waitingSince.filter(began -> !now.isBefore(began.plus(limit))).isPresent();
  }
}
