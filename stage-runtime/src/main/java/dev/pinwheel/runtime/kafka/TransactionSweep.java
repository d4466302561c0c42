package dev.pinwheel.runtime.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Ends on every partition what an aborted transaction may have left open there.
 *
 * <p>A broker that aborts a transaction marks each of its partitions. It passes over partitions
 * that have no leader at that moment, as if they were deleted ("Couldn't find leader endpoint for
 * partitions … likely deleted already and hence can be skipped", KAFKA-20734), and calls the
 * transaction ended. Seen with Kafka 4.3.1 when the only broker was killed in a transaction and
 * came back after the transaction's time-out. Such a partition keeps the records of the aborted
 * transaction open: its {@code read_committed} readers stop there, offsets in it cannot be read,
 * and the next commit under the same producer id commits those records with its own.
 *
 * <p>So whoever goes on after a transaction that was not committed ({@link LastTransaction}) first
 * writes a record to each partition, which proves that it has a leader, and aborts: the mark of
 * that abort ends whatever the same producer id had open before. No reader sees the records.
 *
 * @param topics every topic that transactions of this id write
 * @param offsets the consumer group whose offsets they commit, where they commit any
 */
public record TransactionSweep(Collection<String> topics, Optional<Offsets> offsets) {

  /** Compacted topics refuse records without a key. */
  private static final byte[] KEY = "aborted".getBytes(StandardCharsets.US_ASCII);

  /**
   * Where a group's offsets are touched.
   *
   * @param partition any partition that the group reads: its offsets all lie in one place
   * @param group the group without a member, since it is nobody's offset
   */
  public record Offsets(TopicPartition partition, ConsumerGroupMetadata group) {}

  /**
   * Sweeps; the producer must be initialised and in no transaction.
   *
   * @throws KafkaException where a partition cannot be written: the producer is of no use then, and
   *     it must be tried again before anything is committed
   */
  public void run(Producer<byte[], byte[]> producer) {
    producer.beginTransaction();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo partition : producer.partitionsFor(topic)) {
        sent.add(producer.send(new ProducerRecord<>(topic, partition.partition(), KEY, null)));
      }
    }
    offsets.ifPresent(
        where ->
            producer.sendOffsetsToTransaction(
                Map.of(where.partition(), new OffsetAndMetadata(0)), where.group()));
    producer.flush();
    for (Future<RecordMetadata> each : sent) {
      if (each.state() == Future.State.FAILED) {
        throw new KafkaException("a partition could not be swept", each.exceptionNow());
      }
    }
    producer.abortTransaction();
  }
}
