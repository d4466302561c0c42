package dev.pinwheel.validator.chain.rule;

import dev.pinwheel.validator.chain.policy.PolicyTemplate;
import java.time.Instant;
import java.util.Optional;

/**
 * What a path is measured against.
 *
 * @param time the instant at which it must be valid
 * @param peerName the name that the leaf must bear; empty where any will do
 */
public record ValidationParameters(
    Instant time, PolicyTemplate policy, Optional<PeerName> peerName) {}
