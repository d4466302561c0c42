/**
 * Decides when outputs and offsets are written, and what is known after a transaction that failed.
 * All on the committer's thread, which owns the producer.
 */
package dev.pinwheel.runtime.engine.commit;
