package dev.pinwheel.executor.preflight;

import dev.pinwheel.executor.traffic.RateWindow;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether there are calls left for the rotations that are planned. */
final class RateBudget {

  /** A read, a write and a read-back. */
  private static final int CALLS_OF_A_ROTATION = 3;

  private RateBudget() {}

  static Check check(
      String subject, Optional<RateWindow> window, OptionalInt perMinute, int rotations) {
    int calls = rotations * CALLS_OF_A_ROTATION;
    String need = "%d rotations need %d calls".formatted(rotations, calls);
    if (window.isPresent()) {
      RateWindow left = window.get();
      String told =
          "%s; %d are left, more in %d s"
              .formatted(need, left.remaining(), left.reset().toSeconds());
      return left.remaining() == 0
          ? Check.failed(subject, "rate budget", told)
          : Check.good(subject, "rate budget", told);
    }
    return perMinute.isPresent()
        ? Check.good(
            subject,
            "rate budget",
            "%s; at rate.limit.per.minute=%d that is %d s or more"
                .formatted(need, perMinute.getAsInt(), calls * 60L / perMinute.getAsInt()))
        : Check.unknown(
            subject,
            "rate budget",
            need + "; the platform tells no limit and rate.limit.per.minute is not set");
  }
}
