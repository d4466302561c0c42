package dev.pinwheel.runtime;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A W3C trace context (Trace Context, section 3.2.2), carried in the {@code traceparent} header.
 *
 * @param traceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @param flags 2 lower-case hexadecimal digits
 */
public record TraceContext(String traceId, String spanId, String flags) {

  public static final String HEADER = "traceparent";

  private static final Pattern VERSION_00 =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
  private static final String SAMPLED = "01";

  /** Reads a header value; empty where it is not a valid version 00 context. */
  public static Optional<TraceContext> parse(String header) {
    Matcher parts = VERSION_00.matcher(header);
    if (!parts.matches() || isZero(parts.group(1)) || isZero(parts.group(2))) {
      return Optional.empty();
    }
    return Optional.of(new TraceContext(parts.group(1), parts.group(2), parts.group(3)));
  }

  /** A new trace. */
  public static TraceContext root(RandomGenerator random) {
    return new TraceContext(hex(random, 16), hex(random, 8), SAMPLED);
  }

  /** The same trace with a new span: what a step hands on. */
  public TraceContext child(RandomGenerator random) {
    return new TraceContext(traceId, hex(random, 8), flags);
  }

  /** The header value. */
  public String header() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }

  /** Random hexadecimal digits that are not all zero, as the standard demands of both ids. */
  private static String hex(RandomGenerator random, int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    id[0] |= 1;
    return HexFormat.of().formatHex(id);
  }
}
