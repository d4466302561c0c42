/**
 * Decides where a partition is read from after it was assigned: its committed offset, what is done
 * ahead of that, and which identities were handled before.
 */
package dev.pinwheel.runtime.engine.restore;
