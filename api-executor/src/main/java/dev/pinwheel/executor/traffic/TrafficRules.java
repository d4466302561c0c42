package dev.pinwheel.executor.traffic;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How carefully a platform is called.
 *
 * @param callsPerMinute our own limit for each organisation and region; empty: the platform's word
 *     only
 * @param breaking when the platform is left alone
 * @param longestPause the longest wait that is believed
 * @param shortestPause how long everybody waits where the platform throttles and does not say how
 *     long
 */
public record TrafficRules(
    OptionalInt callsPerMinute, Breaking breaking, Duration longestPause, Duration shortestPause) {

  /** A read, a write and a read-back: the calls of one handling of most kinds. */
  static final int CALLS_OF_A_HANDLING = 3;

  /** As many different targets must be throttled before the limit is everybody's. */
  static final int THROTTLED_TARGETS = 2;

  /**
   * When the circuit breaker opens, and for how long.
   *
   * @param calls how many of the last calls are looked at; fewer never open it
   * @param open how long it stays open the first time; doubles each time the probes fail
   * @param longestOpen the most that it doubles to
   */
  public record Breaking(int calls, Duration open, Duration longestOpen) {

    /** As many different targets must fail before a failure is the platform's. */
    static final int FAILING_TARGETS = 3;

    /** As many handlings may try at once, and must fail, before it opens again. */
    static final int PROBES = 3;
  }
}
