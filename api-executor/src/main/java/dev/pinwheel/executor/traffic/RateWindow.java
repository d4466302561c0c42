package dev.pinwheel.executor.traffic;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What limit headers tell about the caller's current window. Genesys Cloud sent {@code
 * inin-ratelimit-allowed}, {@code -count} and {@code -reset} and has announced to end that, since
 * several limits hold at once; gateways before it send {@code RateLimit-Limit}, {@code -Remaining}
 * and {@code -Reset} (draft-ietf-httpapi-ratelimit-headers-07), with or without {@code X-}. So they
 * are believed where they say that nothing is left, and {@code Retry-After} is what counts.
 *
 * @param remaining calls that are left; not negative
 * @param reset how long until there are more
 */
public record RateWindow(int remaining, Duration reset) {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** A reset further away than this is a time of day in seconds, or nonsense. */
  private static final int LONGEST_RESET_SECONDS = 3600;

  /**
   * Reads the headers.
   *
   * @param header looks a header up by its name
   */
  public static Optional<RateWindow> of(Function<String, Optional<String>> header) {
    Optional<Integer> allowed = number(header, "inin-ratelimit-allowed");
    Optional<Integer> count = number(header, "inin-ratelimit-count");
    if (allowed.isPresent() && count.isPresent()) {
      return window(allowed.get() - count.get(), number(header, "inin-ratelimit-reset"));
    }
    for (String prefix : new String[] {"RateLimit-", "X-RateLimit-"}) {
      Optional<Integer> remaining = number(header, prefix + "Remaining");
      if (remaining.isPresent()) {
        return window(remaining.get(), number(header, prefix + "Reset"));
      }
    }
    return Optional.empty();
  }

  private static Optional<RateWindow> window(int remaining, Optional<Integer> reset) {
    return reset
        .filter(seconds -> seconds <= LONGEST_RESET_SECONDS)
        .map(seconds -> new RateWindow(Math.max(0, remaining), Duration.ofSeconds(seconds)));
  }

  private static Optional<Integer> number(Function<String, Optional<String>> header, String name) {
    return header
        .apply(name)
        .map(String::trim)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Integer::valueOf);
  }
}
