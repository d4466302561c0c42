package dev.pinwheel.chain.policy;

import java.util.Optional;

/**
 * One key of a policy, for people and programs that read it.
 *
 * @param value as a file would have it
 * @param origin empty for a default
 * @param words what the value asks for, as a sentence
 */
public record PolicyLine(String key, String value, Optional<PolicyOrigin> origin, String words) {}
