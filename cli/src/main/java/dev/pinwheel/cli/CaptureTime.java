package dev.pinwheel.cli;

import java.math.BigDecimal;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as captures write it: RFC 3339, Wireshark's {@code Dec 1, 2026 10:00:00.123456000 CET} and
 * {@code 2026-12-01 10:00:00.123456}, sngrep's {@code 2026/12/01 10:00:00.123456}, or seconds, of
 * the epoch or of a capture.
 *
 * @param local without its zone
 * @param zone as it is written; empty where none is
 */
record CaptureTime(LocalDateTime local, String zone) {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(?:\\.\\d{1,9})?");
  private static final Pattern DATE_AND_TIME =
      Pattern.compile(
          "(.*?)[T ,]\\s*(\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?)\\s*(.*)", Pattern.DOTALL);
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.ofPattern("uuuu-M-d", Locale.ROOT),
          DateTimeFormatter.ofPattern("uuuu/M/d", Locale.ROOT),
          DateTimeFormatter.ofPattern("MMM d, uuuu", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH));

  /**
   * Reads one.
   *
   * @param option that it was given with, for the message
   */
  static CaptureTime parse(String option, String text) {
    String given = text.strip().replaceAll("\\s+", " ");
    if (SECONDS.matcher(given).matches()) {
      BigDecimal seconds = new BigDecimal(given);
      long nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9).longValueExact();
      return new CaptureTime(
          LocalDateTime.ofInstant(
              Instant.ofEpochSecond(seconds.longValue(), nanos), ZoneOffset.UTC),
          "");
    }
    Matcher form = DATE_AND_TIME.matcher(given);
    if (form.matches()) {
      Optional<LocalDate> date = date(form.group(1).replaceFirst(",$", ""));
      Optional<LocalTime> time = time(form.group(2));
      if (date.isPresent() && time.isPresent()) {
        return new CaptureTime(LocalDateTime.of(date.get(), time.get()), form.group(3));
      }
    }
    throw new WrongUsageException(
        option
            + " takes a time such as 2026-12-01T10:00:00Z, 2026-12-01 10:00:00.123456, \"Dec 1,"
            + " 2026 10:00:00.123456 UTC\" or seconds, not "
            + text);
  }

  private static Optional<LocalDate> date(String text) {
    for (DateTimeFormatter form : DATES) {
      ParsePosition at = new ParsePosition(0);
      TemporalAccessor parsed = form.parseUnresolved(text, at);
      if (parsed != null && at.getErrorIndex() < 0 && at.getIndex() == text.length()) {
        try {
          return Optional.of(LocalDate.parse(text, form));
        } catch (DateTimeException noSuchDay) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(
          LocalTime.parse((text.indexOf(':') == 1 ? "0" + text : text).replace(',', '.')));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  /** Time from this to another; two of the same zone need not say which. */
  Duration until(CaptureTime other) {
    if (zone.equals(other.zone)) {
      return Duration.between(local, other.local);
    }
    return Duration.between(instant(), other.instant());
  }

  private Instant instant() {
    return zoneId()
        .map(id -> local.atZone(id).toInstant())
        .orElseThrow(
            () ->
                new WrongUsageException(
                    "the two times have different zones, and \"%s\" is not known: write both in UTC"
                        .formatted(zone)));
  }

  private Optional<ZoneId> zoneId() {
    try {
      return Optional.of(ZoneId.of(zone, ZoneId.SHORT_IDS));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }
}
