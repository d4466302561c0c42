package dev.pinwheel.runtime;

import java.time.Duration;
import java.util.List;

/** What a stage made of an event. */
public sealed interface Outcome {

  /** The event is done; these events follow from it, published together with its offset. */
  record Publish(List<Outbound> events) implements Outcome {
    public Publish {
      events = List.copyOf(events);
    }
  }

  /**
   * Not yet: handle the same event again after a while. Only records of the same key wait behind
   * it.
   *
   * @param delay waiting time; not negative
   * @param reason why, for logs and status, without secrets
   */
  record RetryAfter(Duration delay, String reason) implements Outcome {}

  /**
   * The event can never be handled: its bytes go to the quarantine topic, and the partition goes
   * on.
   *
   * @param code closed code of why, a metric label
   * @param message why, in words, without secrets
   */
  record Quarantine(String code, String message) implements Outcome {}

  static Outcome publish(Outbound... events) {
    return new Publish(List.of(events));
  }

  /** The event is done and nothing follows from it. */
  static Outcome nothing() {
    return new Publish(List.of());
  }
}
