package dev.pinwheel.runtime.engine.handling;

/**
 * Why the engine itself quarantines a record. A stage that answers with a quarantine outcome brings
 * codes of its own.
 */
public enum QuarantineCode {
  /** The deserializer refused the value, and would refuse it again. */
  UNDECODABLE,
  /** The record has no value. */
  VALUE_MISSING,
  /** The value is an event, but not the one of this topic. */
  UNEXPECTED_TYPE,
  /** An identity was handled before with another content. */
  ROTATION_ID_REUSED,
  /** What the stage answered is larger than the producer may send. */
  OUTPUT_TOO_LARGE
}
