package dev.pinwheel.audit.kafka;

import java.time.Duration;

/**
 * When a batch is written: whichever comes first.
 *
 * @param records as soon as there are so many
 * @param linger as soon as the first of them has waited so long
 */
public record BatchLimits(int records, Duration linger) {}
