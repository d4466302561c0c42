package dev.pinwheel.webhook.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} header (RFC 9110 section 10.2.3): seconds or an HTTP date. */
public final class RetryAfter {

  /** More digits than any sensible wait has; what is longer is read as the longest wait. */
  private static final int MOST_DIGITS = 12;

  private RetryAfter() {}

  /**
   * How long the receiver asks to be left alone.
   *
   * @param now what a date is counted from
   * @return empty where the text is neither form; zero for a date that is past
   */
  public static Optional<Duration> parse(String header, Instant now) {
    String text = header.strip();
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.of(
          Duration.ofSeconds(
              text.length() > MOST_DIGITS ? 999_999_999_999L : Long.parseLong(text)));
    }
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(date.isBefore(now) ? Duration.ZERO : Duration.between(now, date));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
