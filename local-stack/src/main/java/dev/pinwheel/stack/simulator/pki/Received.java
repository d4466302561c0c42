package dev.pinwheel.stack.simulator.pki;

import dev.pinwheel.stack.simulator.fault.FaultType;
import java.time.Instant;
import java.util.Optional;
import okio.ByteString;

/**
 * One webhook request that arrived.
 *
 * @param id {@code webhook-id}, empty where it had none
 * @param endpoint the name in the URL
 * @param body its bytes
 * @param verification what the PKI manager thought of it; empty where a fault struck before it
 *     looked
 * @param status what was answered, 0 where nothing was
 * @param fault the fault that the request suffered
 */
public record Received(
    Instant at,
    String id,
    String endpoint,
    ByteString body,
    Optional<Verification> verification,
    int status,
    Optional<FaultType> fault) {

  /** Whether the PKI manager took it in, whatever it answered then. */
  public boolean accepted() {
    return verification.stream().anyMatch(Verification::accepted);
  }

  /** Accepted, and accepted before under the same id. */
  public boolean duplicate() {
    return verification.stream().anyMatch(Verification.DUPLICATE::equals);
  }
}
