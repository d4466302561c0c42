package dev.pinwheel.runtime.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date in any of the three forms that a recipient has to take (RFC 9110 section 5.6.7). The name
 * of the day says nothing that the date does not; whether it is the right one is not asked.
 */
final class HttpDate {

  private static final String TIME = "(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})";
  private static final String SHORT_DAY = "(?:mon|tue|wed|thu|fri|sat|sun)";
  private static final String LONG_DAY =
      "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
  private static final String MONTH = "(?<month>[a-z]{3})";

  private static final List<Pattern> FORMS =
      List.of(
          // IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT; java.time's RFC_1123_DATE_TIME writes no
          // zero
          form(SHORT_DAY + ", (?<day>\\d{1,2}) " + MONTH + " (?<year>\\d{4}) " + TIME + " GMT"),
          // RFC 850: Sunday, 06-Nov-94 08:49:37 GMT
          form(LONG_DAY + ", (?<day>\\d{2})-" + MONTH + "-(?<year>\\d{2}) " + TIME + " GMT"),
          // asctime of C: Sun Nov  6 08:49:37 1994
          form(SHORT_DAY + " " + MONTH + " (?<day>[ \\d]\\d) " + TIME + " (?<year>\\d{4})"));

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** A leap second is written as the 60th; the second after the 59th is the same instant here. */
  private static final int LEAP_SECOND = 60;

  /** A year of two digits that seems to be further ahead is one of the past. */
  private static final int MOST_YEARS_AHEAD = 50;

  private static final int CENTURY = 100;

  private HttpDate() {}

  /**
   * Reads a date.
   *
   * @param now tells the century of a year of two digits
   * @return empty where the text has none of the forms, or names a day or a time that there is not
   */
  static Optional<Instant> parse(String text, Instant now) {
    return FORMS.stream()
        .map(form -> form.matcher(text))
        .filter(Matcher::matches)
        .findFirst()
        .flatMap(found -> date(found, now));
  }

  private static Optional<Instant> date(Matcher found, Instant now) {
    int month = MONTHS.indexOf(found.group("month").toLowerCase(Locale.ROOT)) + 1;
    String year = found.group("year");
    try {
      return Optional.of(
          year.length() == 2
              ? ofTwoDigits(Integer.parseInt(year), found, month, now)
              : date(Integer.parseInt(year), found, month));
    } catch (DateTimeException noSuchDate) {
      return Optional.empty();
    }
  }

  /** The latest such date that is not more than fifty years ahead. */
  private static Instant ofTwoDigits(int year, Matcher found, int month, Instant now) {
    LocalDateTime latest = LocalDateTime.ofInstant(now, ZoneOffset.UTC).plusYears(MOST_YEARS_AHEAD);
    int inCentury = latest.getYear() - Math.floorMod(latest.getYear() - year, CENTURY);
    Instant date = date(inCentury, found, month);
    return date.isAfter(latest.toInstant(ZoneOffset.UTC))
        ? date(inCentury - CENTURY, found, month)
        : date;
  }

  private static Instant date(int year, Matcher found, int month) {
    int second = number(found, "second");
    LocalDateTime start =
        LocalDateTime.of(
            year, month, number(found, "day"), number(found, "hour"), number(found, "minute"));
    if (second > LEAP_SECOND) {
      throw new DateTimeException("no minute has a second " + second);
    }
    return start.plusSeconds(second).toInstant(ZoneOffset.UTC);
  }

  private static int number(Matcher found, String name) {
    return Integer.parseInt(found.group(name).strip());
  }

  private static Pattern form(String expression) {
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
  }
}
