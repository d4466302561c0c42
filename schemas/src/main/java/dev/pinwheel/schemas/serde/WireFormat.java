package dev.pinwheel.schemas.serde;

import java.nio.ByteBuffer;

/**
 * The header that Confluent's clients put before Avro binary: a zero byte and the schema id, four
 * bytes, big-endian.
 */
final class WireFormat {

  static final byte MAGIC = 0;
  static final int HEADER = 1 + Integer.BYTES;

  private WireFormat() {}

  static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER).put(MAGIC).putInt(schemaId).array();
  }

  /**
   * The schema id of a record.
   *
   * @throws UndecodableRecordException with TOO_SHORT or WRONG_MAGIC
   */
  static int schemaId(String topic, byte[] record) {
    if (record.length < HEADER) {
      throw new UndecodableRecordException(
          UndecodableRecordException.Code.TOO_SHORT,
          topic,
          record.length + " bytes, the header alone has " + HEADER);
    }
    if (record[0] != MAGIC) {
      throw new UndecodableRecordException(
          UndecodableRecordException.Code.WRONG_MAGIC,
          topic,
          "the first byte is " + (record[0] & 0xff) + ", not 0");
    }
    return ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();
  }
}
