package dev.pinwheel.runtime.engine.restore;

import dev.pinwheel.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of a ledger topic: an identity with its fingerprint, or, under the target with a mark
 * before it that no identity begins with, when the newest request was acknowledged that was handled
 * and counts, as epoch milliseconds in eight bytes.
 */
public final class LedgerFormat {

  private static final String NEWEST = "newest:";

  private LedgerFormat() {}

  /** The record of an identity that is handled. */
  public static ProducerRecord<byte[], byte[]> handled(
      Topic ledger, int partition, Ledger.Entry entry) {
    return new ProducerRecord<>(
        ledger.name(), partition, bytes(entry.identity()), entry.fingerprint().array());
  }

  /** The record of what counts as the newest of a target. */
  public static ProducerRecord<byte[], byte[]> newest(
      Topic ledger, int partition, String target, Instant acknowledged) {
    return new ProducerRecord<>(
        ledger.name(),
        partition,
        bytes(NEWEST + target),
        ByteBuffer.allocate(Long.BYTES).putLong(acknowledged.toEpochMilli()).array());
  }

  static void read(ConsumerRecord<byte[], byte[]> record, Ledger ledger) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    byte[] value = record.value();
    if (key.startsWith(NEWEST)) {
      if (value != null && value.length == Long.BYTES) {
        ledger.counts(
            key.substring(NEWEST.length()), Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong()));
      }
    } else if (value == null) {
      ledger.remove(key);
    } else {
      ledger.add(Ledger.Entry.of(key, value));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
