package dev.pinwheel.runtime.engine;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Encodes what a stage publishes with the configured serializer, which must be thread-safe, as
 * KafkaProducer demands too.
 */
final class OutputEncoder implements AutoCloseable {

  private final Serializer<Object> serializer;

  OutputEncoder(Serializer<Object> serializer) {
    this.serializer = serializer;
  }

  List<ProducerRecord<byte[], byte[]>> encode(List<Outbound> events, TraceContext trace) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(events.size() + 1);
    for (Outbound event : events) {
      RecordHeaders headers = new RecordHeaders();
      headers.add(TraceContext.HEADER, trace.header().getBytes(StandardCharsets.US_ASCII));
      event.notBefore().ifPresent(instant -> NotBefore.write(headers, instant));
      String topic = event.topic().name();
      byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
      byte[] value = serializer.serialize(topic, headers, event.value());
      records.add(new ProducerRecord<>(topic, null, key, value, headers));
    }
    return records;
  }

  @Override
  public void close() {
    serializer.close();
  }
}
