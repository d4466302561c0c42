package dev.pinwheel.benchmarks.engine;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.engine.EngineLimits;
import dev.pinwheel.runtime.engine.StageEngine;
import dev.pinwheel.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Records at a rate through one engine whose stage only passes them on, from the instant at which
 * each is due to the read_committed reader behind it.
 */
final class HopRun {

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  /** Nobody waits longer for the last record. */
  private static final Duration LAST_LIMIT = Duration.ofSeconds(60);

  private final Bench bench;
  private final String name;
  private final Map<String, Object> kafka;

  /**
   * A run with topics of its own.
   *
   * @param kafka Kafka settings over the engine's own
   */
  HopRun(Bench bench, String name, Map<String, Object> kafka) {
    this.bench = bench;
    this.name = name;
    this.kafka = kafka;
  }

  /**
   * Sends at a rate and reads what arrives.
   *
   * @param warmUp records that are not measured, the first ones
   * @param records records that are measured
   * @return milliseconds from due to read
   */
  List<Double> latencies(int perSecond, int warmUp, int records) throws InterruptedException {
    Topic input = bench.topic(name + "-in");
    Topic output = bench.topic(name + "-out");
    try (StageEngine<Stamp> engine =
            Engines.engine(
                name,
                input,
                List.of(output),
                bench.bootstrapServers(),
                EngineLimits.defaults(),
                kafka,
                delivery ->
                    Outcome.publish(Outbound.of(output, delivery.key(), delivery.value())));
        Consumer<byte[], byte[]> reader = reader(output);
        Producer<byte[], byte[]> producer = bench.producer(Map.of("linger.ms", 0))) {
      engine.start();
      awaitReady(engine);
      Thread sender =
          Thread.ofPlatform()
              .daemon()
              .start(() -> send(producer, input, perSecond, warmUp + records));
      List<Double> all = read(reader, warmUp + records, perSecond);
      sender.join();
      return all.subList(warmUp, all.size());
    }
  }

  private static void send(
      Producer<byte[], byte[]> producer, Topic input, int perSecond, int records) {
    Bench.Keys keys = Bench.keys();
    long begin = System.nanoTime();
    for (int i = 0; i < records; i++) {
      long due = begin + i * 1_000_000_000L / perSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      var unused =
          producer.send(new ProducerRecord<>(input.name(), keys.next(), new Stamp(due).bytes()));
    }
    producer.flush();
  }

  /** In the order in which they were read, which is nearly the one in which they were due. */
  private List<Double> read(Consumer<byte[], byte[]> reader, int records, int perSecond) {
    List<Double> latencies = new ArrayList<>(records);
    long end = System.nanoTime() + LAST_LIMIT.plusMillis(1_000L * records / perSecond).toNanos();
    while (latencies.size() < records) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
        latencies.add((System.nanoTime() - Stamp.of(record.value()).due()) / 1e6);
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%s: %d of %d records arrived".formatted(name, latencies.size(), records));
      }
    }
    return latencies;
  }

  private Consumer<byte[], byte[]> reader(Topic output) {
    Consumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bench.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    reader.assign(
        java.util.stream.IntStream.range(0, Bench.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(output.name(), partition))
            .toList());
    return reader;
  }

  private static void awaitReady(StageEngine<Stamp> engine) {
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    while (!engine.health().ready()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the engine is not ready: " + engine.health().detail());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
