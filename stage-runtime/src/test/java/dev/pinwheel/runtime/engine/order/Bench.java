package dev.pinwheel.runtime.engine.order;

import dev.pinwheel.runtime.engine.EngineLimits;
import dev.pinwheel.runtime.engine.restore.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A dispatcher whose handlers do what the test tells them, record by record. */
public final class Bench implements AutoCloseable {

  /** Where handlers wait for their result, by offset. */
  private final Map<Long, BlockingQueue<Handled>> results = new ConcurrentHashMap<>();

  /** Offsets in the order in which their handlers began. */
  public final Queue<Long> begun = new ConcurrentLinkedQueue<>();

  /** What each of them saw as the last record behind it. */
  public final Queue<Optional<Long>> newest = new ConcurrentLinkedQueue<>();

  public final Queue<Throwable> fatal = new ConcurrentLinkedQueue<>();
  public final Dispatcher dispatcher;
  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

  public Bench(EngineLimits limits) {
    dispatcher =
        new Dispatcher(
            limits,
            scheduler,
            work -> {
              newest.add(work.newest.map(newer -> newer.record.offset()));
              begun.add(work.record.offset());
              return results(work.record.offset()).take();
            },
            fatal::add);
    dispatcher.commits().setGroup(generation(1));
  }

  public static EngineLimits limits(int concurrency, EngineLimits.Successor successor) {
    EngineLimits usual = EngineLimits.defaults();
    return new EngineLimits(
        concurrency,
        usual.bufferedRecords(),
        usual.bufferedBytes(),
        usual.commitInterval(),
        usual.drainTimeout(),
        usual.backoff(),
        10,
        usual.ledgerEntries(),
        successor);
  }

  @SuppressWarnings("removal") // the only way to one without a broker
  public static ConsumerGroupMetadata generation(int generation) {
    return new ConsumerGroupMetadata("group", generation, "member", Optional.empty());
  }

  public PartitionLease lease(int partition) {
    TopicPartition input = new TopicPartition("input", partition);
    PartitionLease lease =
        new PartitionLease(
            input, PartitionProgressTest.from(0, 10), new OffsetAndMetadata(0, ""), new Ledger(10));
    dispatcher.commits().open(lease);
    return lease;
  }

  /** Where the reader of a partition is. */
  public long position(PartitionLease lease) {
    return lease.progress.position();
  }

  /** Admits one record; whether it was taken. */
  public boolean admit(PartitionLease lease, long offset, String key) {
    return dispatcher.admit(lease, List.of(record(offset, key)), 0) == 1;
  }

  public static ConsumerRecord<byte[], byte[]> record(long offset, String key) {
    return new ConsumerRecord<>(
        "input",
        0,
        offset,
        0,
        TimestampType.CREATE_TIME,
        1,
        4,
        key.getBytes(StandardCharsets.UTF_8),
        new byte[4],
        new RecordHeaders(),
        Optional.of(3));
  }

  public void finish(long offset) {
    results(offset).add(done());
  }

  public void retry(long offset, Duration delay) {
    results(offset).add(new Handled.Again(delay));
  }

  public static Handled.Done done() {
    return new Handled.Done(List.of(), Handled.As.PUBLISHED, "");
  }

  public Batch next() throws InterruptedException {
    return dispatcher.commits().next(Duration.ZERO).orElseThrow();
  }

  private BlockingQueue<Handled> results(long offset) {
    return results.computeIfAbsent(offset, unused -> new LinkedBlockingQueue<>());
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
