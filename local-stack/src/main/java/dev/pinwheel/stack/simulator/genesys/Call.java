package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.stack.simulator.fault.FaultType;
import java.time.Instant;
import java.util.Optional;

/**
 * One call of the platform's API, after it was answered or broken off.
 *
 * @param status what was answered; for a call that got no answer, what would have been, or 0 where
 *     it did not get that far
 * @param clientId OAuth client whose token or credentials were used, where they were good
 * @param fault the fault that it suffered
 */
public record Call(
    Instant at,
    String requestId,
    String method,
    String path,
    Optional<String> targetId,
    Optional<String> clientId,
    Optional<String> idempotencyKey,
    int status,
    Optional<FaultType> fault) {}
