package dev.pinwheel.executor.rotation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a {@code Retry-After} value (RFC 9110 section 10.2.3). */
public final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("-?\\d+");

  /** More digits than this are absurd and mean "very long" (or a very negative number). */
  private static final int READABLE_DIGITS = 12;

  private static final Duration VERY_LONG = Duration.ofDays(365_000);

  /** Two-digit years of the obsolete form are of the century around this one. */
  private static final int FIRST_TWO_DIGIT_YEAR = 1990;

  /** The three forms of a date that a recipient must accept (RFC 9110 section 5.6.7). */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_TWO_DIGIT_YEAR)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.US)
              .withZone(ZoneOffset.UTC),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
              .withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /**
   * The waiting time that is asked for, possibly negative; empty where the value is neither a
   * number of seconds nor a date.
   */
  public static Optional<Duration> parse(String value, Instant now) {
    String text = value.trim();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(seconds(text));
    }
    return DATES.stream()
        .flatMap(form -> date(form, text).stream())
        .findFirst()
        .map(date -> Duration.between(now, date));
  }

  private static Optional<Instant> date(DateTimeFormatter form, String text) {
    try {
      return Optional.of(form.parse(text, Instant::from));
    } catch (DateTimeException notThisForm) {
      return Optional.empty();
    }
  }

  private static Duration seconds(String text) {
    if (text.length() <= READABLE_DIGITS) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    return text.startsWith("-") ? VERY_LONG.negated() : VERY_LONG;
  }
}
