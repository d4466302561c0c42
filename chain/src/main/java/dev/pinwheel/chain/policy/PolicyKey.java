package dev.pinwheel.chain.policy;

import java.util.Optional;
import java.util.function.Function;

/**
 * One key of a policy file.
 *
 * @param name as files spell it
 * @param reader reads a value, or adds a fault and is empty
 * @param absent what holds where no file has the key; empty where a whole template must have it,
 *     because a template without it would allow more than its author thinks
 * @param hint what to write where the key is missing from a whole template
 * @param written the value as a file would have it
 * @param words what the value asks for, as a sentence
 */
public record PolicyKey<T>(
    String name,
    Function<YamlValue, Optional<T>> reader,
    Optional<T> absent,
    String hint,
    Function<T, String> written,
    Function<T, String> words) {}
