package dev.pinwheel.executor.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rate limiter and the circuit breaker of one organisation in one region. A handling is
 * admitted as a whole, with the calls that it will need: were each call admitted by itself, a read
 * could use up the turn of every write.
 *
 * <p>What one target is answered concerns that target: a limit of its own must not stop the others.
 * Only where a second target is throttled meanwhile, or the limit headers say that nothing is left,
 * does everybody wait.
 */
public final class TrafficGate {

  private static final int MOST_TURNS_KEPT = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final TrafficRules rules;
  private final Optional<CallRate> rate;
  private final Breaker breaker;
  private final Map<UUID, Instant> turns =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Instant> eldest) {
          return size() > MOST_TURNS_KEPT;
        }
      };

  /** Targets that were throttled, until when. */
  private final Map<String, Instant> throttled = new HashMap<>();

  private Instant closedUntil = Instant.MIN;
  private Optional<RateWindow> lastWindow = Optional.empty();

  public TrafficGate(TrafficRules rules) {
    this.rules = rules;
    rate =
        rules.callsPerMinute().isPresent()
            ? Optional.of(
                new CallRate(rules.callsPerMinute().getAsInt(), TrafficRules.CALLS_OF_A_HANDLING))
            : Optional.empty();
    breaker = new Breaker(rules.breaking());
  }

  /**
   * Asks for a handling's turn.
   *
   * @param handled what is handled; while it is parked its turn is kept under this name
   */
  public Admission admit(UUID handled, Instant now) {
    lock.lock();
    try {
      if (now.isBefore(closedUntil)) {
        return new Admission.Parked(Admission.Why.PLATFORM_THROTTLED, closedUntil);
      }
      Optional<Instant> open = breaker.closedFor(now);
      if (open.isPresent()) {
        return new Admission.Parked(Admission.Why.BREAKER_OPEN, open.get());
      }
      if (rate.isPresent()) {
        Instant turn = turn(rate.get(), handled, now);
        if (turn.isAfter(now)) {
          turns.put(handled, turn);
          return new Admission.Parked(Admission.Why.RATE_LIMIT, turn);
        }
        turns.remove(handled);
      }
      return new Admission.Admitted(new CountedPass(breaker.entered(), now));
    } finally {
      lock.unlock();
    }
  }

  private Instant turn(CallRate booked, UUID handled, Instant now) {
    Instant kept = turns.get(handled);
    return kept != null ? kept : booked.reserve(TrafficRules.CALLS_OF_A_HANDLING, now);
  }

  /** Tells what came of a call for a target. */
  public void heard(String target, Signal signal, Instant now) {
    lock.lock();
    try {
      switch (signal) {
        case Signal.Answered answered -> {
          breaker.succeeded(target);
          lastWindow = answered.window().or(() -> lastWindow);
          answered
              .window()
              .filter(window -> window.remaining() == 0)
              .ifPresent(window -> close(now, window.reset()));
        }
        case Signal.Throttled asked -> {
          breaker.succeeded(target);
          throttled(target, asked.asked().orElse(rules.shortestPause()), now);
        }
        case Signal.Failed failed -> {
          breaker.failed(target, now).ifPresent(this::restartTurnsAt);
          failed.asked().ifPresent(asked -> throttled(target, asked, now));
        }
        case Signal.Nothing nothing -> {}
      }
    } finally {
      lock.unlock();
    }
  }

  private void throttled(String target, Duration asked, Instant now) {
    throttled.values().removeIf(until -> !until.isAfter(now));
    throttled.merge(target, now.plus(believed(asked)), TrafficGate::later);
    if (throttled.size() >= TrafficRules.THROTTLED_TARGETS) {
      close(now, asked);
      throttled.clear();
    }
  }

  private void close(Instant now, Duration asked) {
    Instant until = now.plus(believed(asked));
    if (until.isAfter(closedUntil)) {
      closedUntil = until;
      restartTurnsAt(until);
    }
  }

  /** Turns of before would all be due at the same instant, once calls are made again. */
  private void restartTurnsAt(Instant time) {
    turns.clear();
    rate.ifPresent(booked -> booked.restartAt(time));
  }

  private Duration believed(Duration asked) {
    return asked.compareTo(rules.longestPause()) < 0 ? asked : rules.longestPause();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The breaker's state: 0 closed, 1 half open, 2 open. */
  public int breakerState() {
    lock.lock();
    try {
      return breaker.state().metric();
    } finally {
      lock.unlock();
    }
  }

  /** What the limit headers told last; empty where none came yet. */
  public Optional<RateWindow> lastWindow() {
    lock.lock();
    try {
      return lastWindow;
    } finally {
      lock.unlock();
    }
  }

  /** How long the platform still wants everybody to wait; zero where it does not. */
  public Duration closedFor(Instant now) {
    lock.lock();
    try {
      return now.isBefore(closedUntil) ? Duration.between(now, closedUntil) : Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  /** Counts calls against the reservation. */
  private final class CountedPass implements Pass {

    private final boolean probe;
    private final Instant since;
    private final AtomicInteger left = new AtomicInteger(TrafficRules.CALLS_OF_A_HANDLING);

    CountedPass(boolean probe, Instant since) {
      this.probe = probe;
      this.since = since;
    }

    @Override
    public void call() {
      left.decrementAndGet();
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (probe) {
          breaker.left();
        }
        int unused = left.getAndSet(0);
        rate.ifPresent(
            booked -> {
              if (unused >= 0) {
                booked.giveBack(unused);
              } else {
                booked.add(-unused, since);
              }
            });
      } finally {
        lock.unlock();
      }
    }
  }
}
