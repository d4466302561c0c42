/**
 * Runs a stage on Kafka. What is decided where:
 *
 * <ul>
 *   <li>{@code engine.reading}: which partitions are read, paused, given back
 *   <li>{@code engine.order}: which record goes next, and what counts as done
 *   <li>{@code engine.handling}: what one record leads to
 *   <li>{@code engine.commit}: when outputs and offsets are written, and what a failure there means
 *   <li>{@code engine.restore}: where reading goes on after a start or a rebalance
 * </ul>
 *
 * Here are the threads that tie these together, what an engine is made of, and what it tells of
 * itself.
 */
package dev.pinwheel.runtime.engine;
