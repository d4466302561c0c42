package dev.pinwheel.benchmarks.engine;

import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with topics of six partitions, and records whose keys are spread. */
final class Bench implements AutoCloseable {

  static final int PARTITIONS = 6;
  static final int KEYS = 5_000;

  /** Any; the same keys in the same order in every run. */
  private static final long SEED = 20_250_101;

  private final EmbeddedKafka kafka = EmbeddedKafka.start();

  Bench() throws InterruptedException {
    create(Topics.QUARANTINE.name(), 1);
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Creates a topic. */
  Topic topic(String name) throws InterruptedException {
    create(name, PARTITIONS);
    return described(name);
  }

  /** A topic that exists, as the engine takes it. */
  static Topic described(String name) {
    return new Topic(
        name,
        Optional.empty(),
        "any",
        PARTITIONS,
        Optional.empty(),
        Topic.Cleanup.DELETE,
        Set.of(),
        Set.of());
  }

  /** Keys of records, one after another. */
  static Keys keys() {
    return new Keys(new SplittableRandom(SEED));
  }

  /** Evenly spread over 5,000. */
  record Keys(SplittableRandom random) {
    byte[] next() {
      return ("key-" + random.nextInt(KEYS)).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Fills a topic. */
  void fill(Topic topic, int records) {
    Keys keys = keys();
    byte[] value = new Stamp(0).bytes();
    try (Producer<byte[], byte[]> producer =
        producer(Map.of("linger.ms", 20, "max.in.flight.requests.per.connection", 1))) {
      for (int i = 0; i < records; i++) {
        var unused = producer.send(new ProducerRecord<>(topic.name(), keys.next(), value));
      }
      producer.flush();
    }
  }

  Producer<byte[], byte[]> producer(Map<String, Object> differences) {
    Map<String, Object> properties = new HashMap<>(differences);
    properties.put("bootstrap.servers", bootstrapServers());
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    kafka.close();
  }

  private void create(String name, int partitions) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not create " + name, e.getCause());
    }
  }
}
