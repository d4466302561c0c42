package dev.pinwheel.benchmarks.parallelconsumer;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Handles every record of a topic by waiting, with Confluent's Parallel Consumer in key order, and
 * prints how long it took.
 */
public final class ParallelConsumerMain {

  private ParallelConsumerMain() {}

  /**
   * Runs until the records are handled, then prints its {@link Progress}.
   *
   * @param arguments bootstrap servers, topic, wait in milliseconds, records at once, records to
   *     pass before the clock starts, records to measure
   */
  public static void main(String[] arguments) throws InterruptedException {
    String topic = arguments[1];
    long wait = Long.parseLong(arguments[2]);
    Progress progress =
        new Progress(Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]));
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", arguments[0],
                "group.id", "parallel-consumer-" + ProcessHandle.current().pid(),
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    ParallelStreamProcessor<byte[], byte[]> processor =
        ParallelStreamProcessor.createEosStreamProcessor(
            ParallelConsumerOptions.<byte[], byte[]>builder()
                .ordering(ProcessingOrder.KEY)
                .maxConcurrency(Integer.parseInt(arguments[3]))
                .consumer(consumer)
                .build());
    processor.subscribe(List.of(topic));
    processor.poll(
        record -> {
          sleep(wait);
          progress.handled();
        });
    System.out.println(progress.await());
    processor.closeDontDrainFirst();
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
