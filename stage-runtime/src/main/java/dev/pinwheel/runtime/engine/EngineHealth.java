package dev.pinwheel.runtime.engine;

/**
 * How an engine is.
 *
 * @param live false after a fatal error: only a restart helps
 * @param ready whether its partitions were assigned and restored, and neither reading nor
 *     committing fails
 * @param detail one line for a person
 */
public record EngineHealth(boolean live, boolean ready, String detail) {}
