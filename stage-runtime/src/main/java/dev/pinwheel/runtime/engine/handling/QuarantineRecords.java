package dev.pinwheel.runtime.engine.handling;

import dev.pinwheel.runtime.engine.order.Handled;
import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes the record that keeps an unusable one: the original key, value and headers, and behind them
 * headers that say where it lay and why it is here (promise G9).
 */
public final class QuarantineRecords {

  public static final String PREFIX = "pinwheel-quarantine-";
  public static final String STAGE = PREFIX + "stage";
  public static final String TOPIC = PREFIX + "topic";
  public static final String PARTITION = PREFIX + "partition";
  public static final String OFFSET = PREFIX + "offset";
  public static final String TIMESTAMP = PREFIX + "timestamp";
  public static final String CODE = PREFIX + "code";
  public static final String EXCEPTION = PREFIX + "exception";
  public static final String MESSAGE = PREFIX + "message";

  private static final int LONGEST_MESSAGE = 1_000;

  private final String stage;

  public QuarantineRecords(String stage) {
    this.stage = stage;
  }

  /**
   * @param exception class name of what was thrown; empty where nothing was
   */
  ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, String code, String exception, String message) {
    RecordHeaders headers = new RecordHeaders(record.headers().toArray());
    add(headers, STAGE, stage);
    add(headers, TOPIC, record.topic());
    add(headers, PARTITION, Integer.toString(record.partition()));
    add(headers, OFFSET, Long.toString(record.offset()));
    add(headers, TIMESTAMP, Long.toString(record.timestamp()));
    add(headers, CODE, code);
    add(headers, EXCEPTION, exception);
    add(headers, MESSAGE, message.substring(0, Math.min(LONGEST_MESSAGE, message.length())));
    return new ProducerRecord<>(
        Topics.QUARANTINE.name(), null, record.key(), record.value(), headers);
  }

  /** Instead of an output that the producer or the broker refuses for its size. */
  public Handled.Done tooLarge(ConsumerRecord<byte[], byte[]> record, Throwable refusal) {
    String code = QuarantineCode.OUTPUT_TOO_LARGE.name();
    String message = String.valueOf(refusal.getMessage());
    return new Handled.Done(
        List.of(of(record, code, refusal.getClass().getName(), message)),
        Handled.As.QUARANTINED,
        code);
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
