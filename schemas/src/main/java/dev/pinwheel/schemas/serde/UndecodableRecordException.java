package dev.pinwheel.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The bytes of a record can never become an event of ours, whenever and wherever they are read
 * again. Thrown only when the registry was reachable, or was not needed to know.
 */
public final class UndecodableRecordException extends SerializationException {

  /** What is wrong with the bytes. */
  public enum Code {
    /** Fewer than the five bytes of the header. */
    TOO_SHORT,
    /** The first byte is not 0. */
    WRONG_MAGIC,
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA_ID,
    /** The schema of that id is no Avro schema, or a broken one. */
    UNUSABLE_SCHEMA,
    /** There is no generated class for the writer's record, or another one is expected here. */
    UNKNOWN_RECORD,
    /** The writer's schema cannot be read as the reader's, or means other units. */
    INCOMPATIBLE_SCHEMA,
    /** The bytes end in the middle of a value. */
    TRUNCATED,
    /** Bytes are left after the value. */
    TRAILING_BYTES,
    /** Impossible lengths, indices or texts; a UUID that is none. */
    MALFORMED
  }

  private final Code code;
  private final String topic;
  private final String detail;

  public UndecodableRecordException(Code code, String topic, String detail, Throwable cause) {
    super(code + " on " + topic + ": " + detail, cause);
    this.code = code;
    this.topic = topic;
    this.detail = detail;
  }

  public UndecodableRecordException(Code code, String topic, String detail) {
    this(code, topic, detail, null);
  }

  public Code code() {
    return code;
  }

  public String topic() {
    return topic;
  }

  public String detail() {
    return detail;
  }
}
