package dev.pinwheel.executor.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A circuit breaker over the last calls. It opens when half of them failed and the failures are of
 * several targets: one target that the platform always fails on must not stop the others. Not
 * thread-safe.
 */
final class Breaker {

  private final TrafficRules.Breaking rules;
  private final Deque<Call> window = new ArrayDeque<>();
  private State state = State.CLOSED;
  private Instant openUntil = Instant.MIN;
  private int probing;
  private int failedProbes;
  private int openings;

  /** A call that was made. */
  private record Call(String target, boolean failed) {}

  enum State {
    CLOSED(0),
    HALF_OPEN(1),
    OPEN(2);

    private final int metric;

    State(int metric) {
      this.metric = metric;
    }

    /** What it is called in the metric. */
    int metric() {
      return metric;
    }
  }

  Breaker(TrafficRules.Breaking rules) {
    this.rules = rules;
  }

  /** Empty where a handling may go on, which must then be told to {@link #entered}. */
  Optional<Instant> closedFor(Instant now) {
    if (state == State.OPEN && !now.isBefore(openUntil)) {
      state = State.HALF_OPEN;
      failedProbes = 0;
    }
    return switch (state) {
      case CLOSED -> Optional.empty();
      case OPEN -> Optional.of(openUntil);
      case HALF_OPEN ->
          probing + failedProbes < TrafficRules.Breaking.PROBES
              ? Optional.empty()
              : Optional.of(now.plus(rules.open().dividedBy(TrafficRules.Breaking.PROBES)));
    };
  }

  /** A handling begins; whether it is a probe. */
  boolean entered() {
    if (state == State.HALF_OPEN) {
      probing++;
      return true;
    }
    return false;
  }

  /** A probe ended. */
  void left() {
    probing--;
  }

  void succeeded(String target) {
    if (state != State.CLOSED) {
      // Also where it is open: an answer to a call of before shows that the platform is back.
      state = State.CLOSED;
      openings = 0;
      window.clear();
    }
    add(new Call(target, false));
  }

  /** Until when it opened because of this failure; empty where it did not. */
  Optional<Instant> failed(String target, Instant now) {
    boolean wasOpen = state == State.OPEN;
    count(target, now);
    return !wasOpen && state == State.OPEN ? Optional.of(openUntil) : Optional.empty();
  }

  private void count(String target, Instant now) {
    switch (state) {
      case OPEN -> {}
      case HALF_OPEN -> {
        if (++failedProbes >= TrafficRules.Breaking.PROBES) {
          open(now);
        }
      }
      case CLOSED -> {
        add(new Call(target, true));
        if (isBad()) {
          open(now);
        }
      }
    }
  }

  State state() {
    return state;
  }

  private void add(Call call) {
    window.add(call);
    if (window.size() > rules.calls()) {
      window.remove();
    }
  }

  private boolean isBad() {
    Set<String> failing = new HashSet<>();
    int failures = 0;
    for (Call call : window) {
      if (call.failed()) {
        failures++;
        failing.add(call.target());
      }
    }
    return window.size() >= rules.calls()
        && failures * 2 >= window.size()
        && failing.size() >= TrafficRules.Breaking.FAILING_TARGETS;
  }

  private void open(Instant now) {
    Duration open = rules.open();
    for (int i = 0; i < openings && open.compareTo(rules.longestOpen()) < 0; i++) {
      open = open.multipliedBy(2);
    }
    openUntil = now.plus(open.compareTo(rules.longestOpen()) < 0 ? open : rules.longestOpen());
    openings++;
    state = State.OPEN;
    window.clear();
  }
}
