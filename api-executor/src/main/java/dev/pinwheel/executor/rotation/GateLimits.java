package dev.pinwheel.executor.rotation;

import java.time.Duration;

/**
 * How long a target's own say is waited for.
 *
 * @param limit how long a trunk may need to be healthy or registered again, or to let go of its
 *     partner
 * @param poll time between two looks
 */
public record GateLimits(Duration limit, Duration poll) {}
