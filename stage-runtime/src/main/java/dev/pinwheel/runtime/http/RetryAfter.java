package dev.pinwheel.runtime.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code Retry-After} header (RFC 9110 section 10.2.3): whole seconds or an HTTP date. */
public final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");

  /** More digits than any sensible wait has; what is longer is read as the longest wait. */
  private static final int MOST_DIGITS = 12;

  private static final Duration LONGEST = Duration.ofSeconds(999_999_999_999L);

  private RetryAfter() {}

  /**
   * How long the sender asks to be left alone.
   *
   * @param now what a date is counted from
   * @return never negative, zero for a date that is past; empty where the text is neither form
   */
  public static Optional<Duration> parse(String value, Instant now) {
    String text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(
          text.length() > MOST_DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(text)));
    }
    return HttpDate.parse(text, now)
        .map(date -> date.isBefore(now) ? Duration.ZERO : Duration.between(now, date));
  }
}
