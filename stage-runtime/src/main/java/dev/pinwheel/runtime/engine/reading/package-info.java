/**
 * Decides which partitions are read from: the group's rebalances, back-pressure, records whose time
 * has not come. All on the consumer's thread.
 */
package dev.pinwheel.runtime.engine.reading;
