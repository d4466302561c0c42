package dev.pinwheel.executor.rotation;

import java.time.Duration;

/**
 * When to give up. Times are measured from a rotation's first handling in this process, and looked
 * at when a wait is about to begin: a wait that was granted is never cut short.
 *
 * @param budget for an unavailable platform or one that answers garbage
 * @param rateLimitBudget for a platform that answers 429
 * @param readBacks reads after an accepted write, the first included
 * @param conflicts writes refused because the target had changed
 */
public record RetryLimits(
    Duration budget, Duration rateLimitBudget, int readBacks, int conflicts) {}
