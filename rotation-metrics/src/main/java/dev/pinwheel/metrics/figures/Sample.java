package dev.pinwheel.metrics.figures;

import java.time.Instant;

/**
 * One contribution to one figure.
 *
 * @param dimension what the figure is about, such as a target's key, a stage, or {@code overall}
 * @param series which of the dimension's figures, such as an outcome's code; empty where it has one
 * @param kind for pin samples the verdict's name; empty otherwise
 * @param value for latency samples microseconds; 1 otherwise
 * @param at event time
 */
public record Sample(String dimension, String series, String kind, long value, Instant at) {}
