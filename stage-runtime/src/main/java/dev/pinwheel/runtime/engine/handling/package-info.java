/**
 * Decides what one record leads to: its value, the stage's answer, the records to write, or the
 * quarantine. On a handler's thread; nothing here commits.
 */
package dev.pinwheel.runtime.engine.handling;
