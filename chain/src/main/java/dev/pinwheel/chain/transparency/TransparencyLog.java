package dev.pinwheel.chain.transparency;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One log of the list.
 *
 * @param id hexadecimal SHA-256 of the key (RFC 6962 section 3.2)
 * @param interval of the ends of validity of the certificates that it takes; empty for any
 * @param earlierOperators who ran it before, the earliest first
 */
record TransparencyLog(
    String id,
    String description,
    String operator,
    PublicKey key,
    LogState state,
    Optional<Interval> interval,
    List<EarlierOperator> earlierOperators) {

  TransparencyLog {
    earlierOperators = List.copyOf(earlierOperators);
  }

  /** From an instant, itself included, to another, itself excluded. */
  record Interval(Instant start, Instant end) {

    boolean contains(Instant instant) {
      return !instant.isBefore(start) && instant.isBefore(end);
    }
  }

  /**
   * Who ran a log.
   *
   * @param until when that ended
   */
  record EarlierOperator(String name, Instant until) {}

  /** Who ran it when an SCT was signed: a log that was sold is no second opinion. */
  String operatorAt(Instant timestamp) {
    return earlierOperators.stream()
        .filter(earlier -> timestamp.isBefore(earlier.until()))
        .map(EarlierOperator::name)
        .findFirst()
        .orElse(operator);
  }
}
