package dev.pinwheel.runtime.engine.order;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The header that holds a record of a delay topic back: epoch milliseconds as decimal text. */
public final class NotBefore {

  public static final String HEADER = "pinwheel-not-before";

  private NotBefore() {}

  public static void write(Headers headers, Instant instant) {
    headers.add(HEADER, Long.toString(instant.toEpochMilli()).getBytes(StandardCharsets.US_ASCII));
  }

  /** Earliest time to handle a record; a header that is no number holds nothing back. */
  public static long of(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(HEADER);
    if (header == null || header.value() == null) {
      return Long.MIN_VALUE;
    }
    try {
      return Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
    } catch (NumberFormatException foreign) {
      return Long.MIN_VALUE;
    }
  }
}
