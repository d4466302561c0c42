package dev.pinwheel.runtime.engine.handling;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.engine.order.NotBefore;
import dev.pinwheel.schemas.TargetLane;
import dev.pinwheel.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Encodes what a stage publishes with the configured serializer, which must be thread-safe, as
 * KafkaProducer demands too.
 */
public final class OutputEncoder implements AutoCloseable {

  private final Serializer<Object> serializer;
  private final Set<Topic> writable;

  /**
   * @param writable where the ends of transactions are marked; nothing else may be written
   */
  public OutputEncoder(Serializer<Object> serializer, Collection<Topic> writable) {
    this.serializer = serializer;
    this.writable = Set.copyOf(writable);
  }

  /**
   * @throws IllegalArgumentException for an event to a topic that the stage does not write
   */
  List<ProducerRecord<byte[], byte[]>> encode(List<Outbound> events, TraceContext trace) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size() + 1);
    for (Outbound event : events) {
      if (!writable.contains(event.topic())) {
        throw new IllegalArgumentException(event.topic().name() + " is no output of this stage");
      }
      RecordHeaders headers = new RecordHeaders();
      headers.add(TraceContext.HEADER, trace.header().getBytes(StandardCharsets.US_ASCII));
      event.notBefore().ifPresent(instant -> NotBefore.write(headers, instant));
      String topic = event.topic().name();
      byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
      byte[] value = serializer.serialize(topic, headers, event.value());
      records.add(
          new ProducerRecord<>(topic, TargetLane.of(event.topic(), key), key, value, headers));
    }
    return records;
  }

  @Override
  public void close() {
    serializer.close();
  }
}
