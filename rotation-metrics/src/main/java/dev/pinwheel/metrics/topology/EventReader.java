package dev.pinwheel.metrics.topology;

import dev.pinwheel.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Decodes input records and gives events their event time. It is a processor and no deserializer of
 * the source, because Kafka Streams decodes ahead of processing: a quarantined record could be
 * committed without its offset and be quarantined again after a crash. Here both are one
 * transaction. A registry that does not answer ends the thread, and the transaction with it.
 */
final class EventReader implements Processor<byte[], byte[], byte[], EventReader.Input> {

  /**
   * An input record, read.
   *
   * @param bytes its value as it came; null where it had none
   * @param recorded when it came to the broker
   */
  record Input(Decoded decoded, ByteBuffer bytes, Instant recorded) {}

  private static final String PREFIX = "pinwheel-quarantine-";
  private static final int LONGEST_MESSAGE = 1_000;

  private final InputDecoder decoder;
  private final EventTime time;
  private ProcessorContext<byte[], Input> context;

  EventReader(InputDecoder decoder, EventTime time) {
    this.decoder = decoder;
    this.time = time;
  }

  @Override
  public void init(ProcessorContext<byte[], Input> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    // only a punctuation has no metadata, and there is none here
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    Decoded decoded = decoder.decode(origin.topic(), record.headers(), record.value());
    ByteBuffer bytes = record.value() == null ? null : ByteBuffer.wrap(record.value());
    Instant recorded = time.recorded(record.timestamp());
    Record<byte[], Input> read = record.withValue(new Input(decoded, bytes, recorded));
    context.forward(
        switch (decoded) {
          // the sender's headers are of no use to a figure, and may be large
          case Decoded.Event event ->
              read.withHeaders(new RecordHeaders())
                  .withTimestamp(time.of(event.occurredAt(), recorded));
          case Decoded.Unusable unusable -> read.withHeaders(quarantined(record, origin, unusable));
        });
  }

  private static Headers quarantined(
      Record<byte[], byte[]> record, RecordMetadata origin, Decoded.Unusable unusable) {
    String message = unusable.message();
    Map<String, String> why = new LinkedHashMap<>();
    why.put("stage", Topics.ROTATION_METRICS);
    why.put("topic", origin.topic());
    why.put("partition", Integer.toString(origin.partition()));
    why.put("offset", Long.toString(origin.offset()));
    why.put("timestamp", Long.toString(record.timestamp()));
    why.put("code", unusable.code().name());
    why.put("exception", unusable.exception());
    why.put("message", message.substring(0, Math.min(LONGEST_MESSAGE, message.length())));
    RecordHeaders headers = new RecordHeaders(record.headers());
    why.forEach(
        (name, value) -> headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8)));
    return headers;
  }
}
