package dev.pinwheel.metrics.topology;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** What the bytes of an input record are. */
sealed interface Decoded {

  /** An event of the topic's type. */
  record Event(String target, Instant occurredAt, SpecificRecord event) implements Decoded {}

  /**
   * Nothing that can be counted, now or later.
   *
   * @param exception class name of what was thrown; empty where nothing was
   */
  record Unusable(Code code, String exception, String message) implements Decoded {}

  /** Why a record is unusable. The first three mean what they mean for every stage. */
  enum Code {
    /** The deserializer refused the value, and would refuse it again. */
    UNDECODABLE,
    /** The record has no value. */
    VALUE_MISSING,
    /** The value is an event, but not the one of this topic. */
    UNEXPECTED_TYPE,
    /** The target's name or the code is too long to be one; no figure is named for it. */
    NAME_TOO_LONG
  }
}
