package dev.pinwheel.stack.scenario;

import dev.pinwheel.testing.promise.Evidence.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what nobody can read, and keeps count: all of it has to be found in the quarantine. */
final class Litter implements AutoCloseable {

  private final ScenarioRun run;
  private final Producer<byte[], byte[]> producer;

  Litter(ScenarioRun run) {
    this.run = run;
    this.producer =
        new KafkaProducer<>(
            run.stack().kafkaClient(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  void drop(ProducerRecord<byte[], byte[]> record) throws ExecutionException, InterruptedException {
    RecordMetadata at = producer.send(record).get();
    run.garbage()
        .add(new RawRecord(at.topic(), at.partition(), at.offset(), bytes(record.value())));
  }

  private static List<Byte> bytes(byte[] value) {
    List<Byte> bytes = new ArrayList<>();
    for (int i = 0; value != null && i < value.length; i++) {
      bytes.add(value[i]);
    }
    return bytes;
  }

  @Override
  public void close() {
    producer.close();
  }
}
