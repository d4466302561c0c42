package dev.pinwheel.audit.kafka;

import org.apache.avro.generic.IndexedRecord;

/** What the bytes of a record are. */
sealed interface Decoding {

  record Event(IndexedRecord event) implements Decoding {}

  /**
   * No event, and never one.
   *
   * @param code the deserializer's closed code, or one of {@link RecordDecoder}'s
   * @param message why, in words
   */
  record Undecodable(String code, String message) implements Decoding {}
}
