package dev.pinwheel.audit.entry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times as the audit log writes them: RFC 3339 in UTC, always six digits of a second. */
final class TimeText {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** RFC 3339 has years of four digits; PostgreSQL has no year 0. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private TimeText() {}

  static String of(Instant instant) {
    return FORM.format(instant);
  }

  /** Empty for an instant that neither RFC 3339 nor the database can write. */
  static Optional<Instant> writable(Instant instant) {
    return instant.isBefore(FIRST) || !instant.isBefore(END)
        ? Optional.empty()
        : Optional.of(instant);
  }
}
