package dev.pinwheel.requests.intake;

import dev.pinwheel.chain.finding.ViolationCode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One reason why a request is refused. It never repeats a value of the request: that may be a
 * secret in the wrong place.
 *
 * @param pointer RFC 6901 JSON pointer of the value; empty for the whole document
 * @param code closed code
 * @param detail what is expected, in words
 * @param violation under which code the chain validator would refuse the value; empty where the
 *     fault is none of a chain
 */
public record Fault(
    String pointer, FaultCode code, String detail, Optional<ViolationCode> violation) {

  /** What weighs most in a request with faults of several kinds. */
  private static final List<Integer> WEIGHT = List.of(413, 400, 422, 409);

  /** A fault that is none of a chain. */
  public Fault(String pointer, FaultCode code, String detail) {
    this(pointer, code, detail, Optional.empty());
  }

  /** The HTTP status of a request with these faults. */
  public static int status(Collection<Fault> faults) {
    return WEIGHT.stream()
        .filter(status -> faults.stream().anyMatch(fault -> fault.code().status() == status))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a request without faults is no error"));
  }
}
