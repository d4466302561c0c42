/**
 * Decides order: one record of a key at a time, in the order of their offsets, and how far a
 * partition is done. {@link dev.pinwheel.runtime.engine.order.Dispatcher} has the engine's one
 * lock, and every other class here is guarded by it.
 */
package dev.pinwheel.runtime.engine.order;
