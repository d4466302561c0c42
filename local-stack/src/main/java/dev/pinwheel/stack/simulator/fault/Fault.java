package dev.pinwheel.stack.simulator.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One way to misbehave.
 *
 * @param type what happens
 * @param status the answer's status, where the type has one; empty means the type's usual one
 * @param retryAfter text of {@code Retry-After}, sent as it is, even where it is nonsense
 * @param delay waited before anything else; for SLOW_BODY the pause after each byte, for HANG how
 *     long
 * @param body the answer's body in place of the usual one; for REDIRECT the location
 * @param afterEffect whether the call's effect happens although the answer says otherwise
 */
public record Fault(
    FaultType type,
    OptionalInt status,
    Optional<String> retryAfter,
    Optional<Duration> delay,
    Optional<String> body,
    boolean afterEffect) {

  public static Fault of(FaultType type) {
    return new Fault(
        type, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  public static Fault status(int status) {
    return of(FaultType.STATUS).withStatus(status);
  }

  public static Fault delay(Duration delay) {
    return of(FaultType.DELAY).withDelay(delay);
  }

  public Fault withStatus(int code) {
    return new Fault(type, OptionalInt.of(code), retryAfter, delay, body, afterEffect);
  }

  public Fault withRetryAfter(String text) {
    return new Fault(type, status, Optional.of(text), delay, body, afterEffect);
  }

  public Fault withDelay(Duration time) {
    return new Fault(type, status, retryAfter, Optional.of(time), body, afterEffect);
  }

  public Fault withBody(String text) {
    return new Fault(type, status, retryAfter, delay, Optional.of(text), afterEffect);
  }

  /** The call's effect happens although the answer says otherwise. */
  public Fault afterTheEffect() {
    return new Fault(type, status, retryAfter, delay, body, true);
  }
}
