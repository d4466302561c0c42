package dev.pinwheel.stack.evidence;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.RegistryUnavailableException;
import dev.pinwheel.schemas.serde.UndecodableRecordException;
import dev.pinwheel.testing.promise.Evidence.Event;
import dev.pinwheel.testing.promise.Evidence.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows every topic of the pipeline from its beginning, as a read_committed reader that belongs
 * to no group, and keeps what it sees: the topics' side of the evidence.
 */
public final class Follower implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final PinwheelAvroDeserializer<SpecificRecord> deserializer =
      new PinwheelAvroDeserializer<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("follower").unstarted(this::run);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object lock = new Object();

  /** Guarded by {@link #lock}. */
  private final List<Event> events = new ArrayList<>();

  /** Guarded by {@link #lock}: what does not decode, where it lies. */
  private final List<RawRecord> undecodable = new ArrayList<>();

  /**
   * Guarded by {@link #lock}: what the quarantine topic holds, with the coordinates it came from.
   */
  private final List<RawRecord> quarantined = new ArrayList<>();

  /** Guarded by {@link #lock}: the offset after the last record that was seen. */
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  private volatile Map<TopicPartition, Long> positions = Map.of();
  private volatile boolean closing;
  private volatile RuntimeException failure;

  private Follower(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", "false");
    settings.put("fetch.max.wait.ms", "50");
    settings.put("auto.offset.reset", "earliest");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    deserializer.configure(client, false);
  }

  /**
   * Begins to follow.
   *
   * @param client settings of a client of broker and registry that may read every topic
   */
  public static Follower start(Map<String, Object> client) {
    Follower follower = new Follower(client);
    follower.consumer.assign(
        Topics.all().stream()
            .map(Topic::name)
            .filter(name -> !name.endsWith("-ledger"))
            .flatMap(name -> follower.consumer.partitionsFor(name).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    follower.consumer.seekToBeginning(List.of());
    follower.thread.start();
    return follower;
  }

  /** What was seen so far, each partition in its order. */
  public List<Event> events() {
    synchronized (lock) {
      requireFollowing();
      return List.copyOf(events);
    }
  }

  public List<RawRecord> undecodable() {
    synchronized (lock) {
      return List.copyOf(undecodable);
    }
  }

  public List<RawRecord> quarantined() {
    synchronized (lock) {
      return List.copyOf(quarantined);
    }
  }

  /** The offset after the last record of each partition that has any. */
  public Map<TopicPartition, Long> ends() {
    synchronized (lock) {
      return Map.copyOf(ends);
    }
  }

  /** How far each partition was read, transaction markers included. */
  public Map<TopicPartition, Long> positions() {
    return positions;
  }

  /**
   * Waits until what was seen satisfies the condition; false where it does not within the limit.
   */
  public boolean await(Predicate<List<Event>> condition, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (!condition.test(events)) {
        long left = end - System.nanoTime();
        requireFollowing();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, Math.min(left, POLL.toNanos()));
      }
      return true;
    }
  }

  private void requireFollowing() {
    if (failure != null) {
      throw new IllegalStateException("the follower ended", failure);
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer;
        deserializer) {
      while (!closing) {
        consumer.poll(POLL).forEach(this::keep);
        notePositions();
      }
    } catch (WakeupException e) {
      if (!closing) {
        failure = e;
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      ended.countDown();
    }
  }

  private void notePositions() {
    Map<TopicPartition, Long> reached = new HashMap<>();
    consumer.assignment().forEach(part -> reached.put(part, consumer.position(part)));
    positions = reached;
  }

  private void keep(ConsumerRecord<byte[], byte[]> record) {
    synchronized (lock) {
      ends.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    }
    if (record.topic().equals(Topics.QUARANTINE.name())) {
      add(quarantined, quarantinedRecord(record));
      return;
    }
    if (record.value() == null) {
      add(
          undecodable,
          new RawRecord(record.topic(), record.partition(), record.offset(), List.of()));
      return;
    }
    try {
      Object value = decode(record);
      add(
          events,
          new Event(
              record.topic(),
              record.partition(),
              record.offset(),
              record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
              (SpecificRecord) value));
    } catch (UndecodableRecordException e) {
      add(
          undecodable,
          new RawRecord(
              record.topic(), record.partition(), record.offset(), bytes(record.value())));
    }
  }

  /** A registry that is away is waited for: what is seen must be whole. */
  private Object decode(ConsumerRecord<byte[], byte[]> record) {
    while (true) {
      try {
        return deserializer.deserialize(record.topic(), record.headers(), record.value());
      } catch (RegistryUnavailableException e) {
        if (closing) {
          throw e;
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  private <T> void add(List<T> list, T element) {
    synchronized (lock) {
      list.add(element);
      lock.notifyAll();
    }
  }

  private static RawRecord quarantinedRecord(ConsumerRecord<byte[], byte[]> record) {
    return new RawRecord(
        header(record, "pinwheel-quarantine-topic"),
        Integer.parseInt(header(record, "pinwheel-quarantine-partition")),
        Long.parseLong(header(record, "pinwheel-quarantine-offset")),
        bytes(record.value()));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      throw new IllegalStateException("a quarantined record without the header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static List<Byte> bytes(byte[] value) {
    List<Byte> bytes = new ArrayList<>(value == null ? 0 : value.length);
    for (int i = 0; value != null && i < value.length; i++) {
      bytes.add(value[i]);
    }
    return bytes;
  }
}
