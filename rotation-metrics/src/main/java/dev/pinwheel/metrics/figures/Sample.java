package dev.pinwheel.metrics.figures;

/**
 * One contribution to one figure. Its event time is the timestamp of the record that carries it.
 *
 * @param dimension what the figure is about, such as a target's key, a stage, or {@code overall}
 * @param series which of the dimension's figures, such as an outcome's code; empty where it has one
 * @param kind for pin samples the verdict's name; empty otherwise
 * @param value for latency samples microseconds; 1 otherwise
 */
public record Sample(String dimension, String series, String kind, long value) {}
