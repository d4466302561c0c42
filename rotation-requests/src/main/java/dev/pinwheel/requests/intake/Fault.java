package dev.pinwheel.requests.intake;

import java.util.Collection;
import java.util.List;

/**
 * One reason why a request is refused. It never repeats a value of the request: that may be a
 * secret in the wrong place.
 *
 * @param pointer RFC 6901 JSON pointer of the value; empty for the whole document
 * @param code closed code
 * @param detail what is expected, in words
 */
public record Fault(String pointer, FaultCode code, String detail) {

  /** What weighs most in a request with faults of several kinds. */
  private static final List<Integer> WEIGHT = List.of(413, 400, 422, 409);

  /** The HTTP status of a request with these faults. */
  public static int status(Collection<Fault> faults) {
    return WEIGHT.stream()
        .filter(status -> faults.stream().anyMatch(fault -> fault.code().status() == status))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a request without faults is no error"));
  }
}
