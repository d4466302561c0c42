package dev.pinwheel.requests.intake;

import dev.pinwheel.schemas.EventIds;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The {@code Idempotency-Key} header of one principal. The rotation's id is derived from it, so
 * that a repeat names the same rotation although nobody remembers the first request.
 */
public record IdempotencyKey(String principal, String key) {

  /** Namespace of ids made from idempotency keys; it must never change. */
  private static final UUID NAMESPACE = UUID.fromString("6a3f0c52-7b1e-5c61-8f0d-2f5f2a1de9b4");

  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,255}");

  /** What is wrong with a header's value, if anything. */
  public static Optional<Fault> fault(String key) {
    return PRINTABLE.matcher(key).matches()
        ? Optional.empty()
        : Optional.of(
            new Fault(
                "",
                FaultCode.INVALID_IDEMPOTENCY_KEY,
                "Idempotency-Key: expected 1 to 255 printable ASCII characters"));
  }

  /**
   * The id of a request's rotation.
   *
   * @param index position in an array of requests; 0 for a single one, so that an object and an
   *     array with that object are the same request
   */
  public UUID rotationId(int index) {
    return EventIds.version5(NAMESPACE, principal + "\n" + index + "\n" + key);
  }
}
