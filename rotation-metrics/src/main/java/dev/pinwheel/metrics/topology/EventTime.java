package dev.pinwheel.metrics.topology;

import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Event time: the event's own {@code occurredAt}. A sender whose clock runs ahead must not close
 * everybody's windows, so that no event counts as later than a minute after the broker took it.
 */
public final class EventTime implements TimestampExtractor {

  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    if (record.value() instanceof SpecificRecord event
        && event.getSchema().getField("occurredAt") != null
        && event.get(event.getSchema().getField("occurredAt").pos()) instanceof Instant at) {
      return Math.clamp(at.toEpochMilli(), 0, record.timestamp() + TOLERANCE.toMillis());
    }
    return record.timestamp();
  }
}
