/**
 * How fast one organisation in one region may be called, and whether at all. Pure: the time is a
 * parameter.
 *
 * <p>Why no library: resilience4j's rate limiter reads the system's nanosecond clock and can be
 * told neither "closed until then" nor asked "when is it my turn", and its breaker counts calls
 * without knowing which target they were for. Waiting here is never a sleeping thread but an
 * instant that the engine wakes the rotation at, so that the instant is what these classes compute.
 */
package dev.pinwheel.executor.traffic;
