package dev.pinwheel.runtime.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Marker;

/**
 * Lets a warning of Kafka's clients through once a minute. They repeat what they meet at each of
 * their attempts, many a second while a certificate is wrong; numbers, such as those of requests,
 * make no difference.
 */
final class RepeatedLines extends TurboFilter {

  private static final String TALKER = "org.apache.kafka.";
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final int REMEMBERED = 500;
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final LongSupplier nanos;

  /** When a line was let through; guarded by itself. */
  private final Map<String, Long> said =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Nothing was said yet.
   *
   * @param nanos monotonic time in nanoseconds
   */
  RepeatedLines(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] parameters,
      Throwable failure) {
    if (format == null
        || !logger.getName().startsWith(TALKER)
        || !level.isGreaterOrEqual(Level.WARN)) {
      return FilterReply.NEUTRAL;
    }
    String line =
        DIGITS
            .matcher(logger.getName() + level + format + Arrays.toString(parameters))
            .replaceAll("");
    long now = nanos.getAsLong();
    synchronized (said) {
      Long before = said.get(line);
      if (before != null && now - before < AGAIN.toNanos()) {
        return FilterReply.DENY;
      }
      said.remove(line); // so that it is the youngest again
      said.put(line, now);
      return FilterReply.NEUTRAL;
    }
  }
}
