package dev.pinwheel.executor.traffic;

import java.time.Duration;
import java.util.Optional;

/** What an answer says about the platform itself, besides the target it is about. */
public sealed interface Signal {

  /**
   * It answered, whatever it answered.
   *
   * @param window what its limit headers tell, where it sends them
   */
  record Answered(Optional<RateWindow> window) implements Signal {}

  /**
   * It asks us to wait.
   *
   * @param asked how long, where it says so readably; not negative
   */
  record Throttled(Optional<Duration> asked) implements Signal {}

  /**
   * It failed, or did not answer.
   *
   * @param asked how long it wants us to wait, where it says so readably
   */
  record Failed(Optional<Duration> asked) implements Signal {}

  /** Nothing was learnt, such as from a token that was not asked for again. */
  record Nothing() implements Signal {}
}
