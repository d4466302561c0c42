package dev.pinwheel.executor.traffic;

import java.time.Instant;

/** Whether a handling may call the platform now. */
public sealed interface Admission {

  /** It may; the pass is closed when the handling ends. */
  record Admitted(Pass pass) implements Admission {}

  /**
   * Not now. Nothing was sent.
   *
   * @param until when to ask again; a turn is kept for that time
   */
  record Parked(Why why, Instant until) implements Admission {}

  /** Why something is parked: a closed set, a metric label and a field of the waiting list. */
  enum Why {
    /** Our own limit, or the one that the platform's limit headers tell. */
    RATE_LIMIT("the rate limit of this organisation and region", false),
    /** The platform answered several targets with "too many requests" or "not now". */
    PLATFORM_THROTTLED(
        "the platform asked everybody of this organisation and region to wait", false),
    /** The platform failed for several targets, so that it is left alone for a while. */
    BREAKER_OPEN("the platform failed too often; its circuit breaker is open", true);

    private final String meaning;
    private final boolean outage;

    Why(String meaning, boolean outage) {
      this.meaning = meaning;
      this.outage = outage;
    }

    /** One clause for a person. */
    public String meaning() {
      return meaning;
    }

    /** Whether the platform's failure is the cause, rather than our number of calls. */
    public boolean isOutage() {
      return outage;
    }
  }
}
