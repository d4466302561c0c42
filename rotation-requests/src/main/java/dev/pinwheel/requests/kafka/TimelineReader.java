package dev.pinwheel.requests.kafka;

import dev.pinwheel.requests.timeline.EventSightings;
import dev.pinwheel.requests.timeline.Timelines;
import dev.pinwheel.runtime.kafka.ClusterFault;
import dev.pinwheel.runtime.kafka.Complaint;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the pipeline's topics from their beginning into the timelines, on a thread of its own. It
 * belongs to no group and commits nothing: every instance reads everything.
 *
 * <p>A record that can never be decoded is counted and left out; the stage that it is meant for
 * keeps its bytes. A registry or broker that cannot be reached is waited for.
 */
public final class TimelineReader implements AutoCloseable {

  /** What the API may tell of its own knowledge. */
  public enum Progress {
    /** Still reading what was there at the start. */
    CATCHING_UP,
    /** Everything that was there at the start has been read. */
    FOLLOWING,
    /** The thread ended by a fault of the code: only a restart helps. */
    FAILED
  }

  private static final Logger LOG = LoggerFactory.getLogger(TimelineReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(3);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Deserializer<? extends SpecificRecord> values;
  private final List<String> topics;
  private final Timelines timelines;
  private final Counter undecodable;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("timelines").unstarted(this::run);

  private volatile Progress progress = Progress.CATCHING_UP;
  private volatile Optional<String> trouble = Optional.empty();
  private final Complaint complaint = new Complaint(System::nanoTime);

  /** Set by the thread while it has a consumer, so that a stop can wake it. */
  private volatile Consumer<byte[], byte[]> polling;

  public TimelineReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      Deserializer<? extends SpecificRecord> values,
      List<String> topics,
      Timelines timelines,
      MeterRegistry meters) {
    this.consumers = consumers;
    this.values = values;
    this.topics = List.copyOf(topics);
    this.timelines = timelines;
    this.undecodable =
        Counter.builder("pinwheel.timeline.undecodable")
            .description("Records that the timelines leave out because they cannot be decoded")
            .register(meters);
  }

  public void start() {
    thread.start();
  }

  public Progress progress() {
    return progress;
  }

  /** What keeps it from reading, in one line; empty where nothing does. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Said once, and once a minute while it lasts. */
  private void hindered(String what, KafkaException failure) {
    String text = what + ": " + ClusterFault.inWords(failure);
    trouble = Optional.of(text);
    if (complaint.isDue(text)) {
      LOG.warn(text);
    }
  }

  private void working() {
    trouble = Optional.empty();
    if (complaint.isOver()) {
      LOG.info("the topics are read again");
    }
  }

  private void run() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      polling = consumer;
      Collection<TopicPartition> partitions = assign(consumer);
      Map<TopicPartition, Long> ends = Map.of();
      while (!isStopping()) {
        if (progress == Progress.CATCHING_UP) {
          ends = ends.isEmpty() ? endOffsets(consumer, partitions) : ends;
          if (isReached(consumer, ends)) {
            progress = Progress.FOLLOWING;
            LOG.info("timelines of {} rotations are in memory", timelines.size());
          }
        }
        poll(consumer);
      }
    } catch (WakeupException e) {
      LOG.debug("timelines stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      progress = Progress.FAILED;
      LOG.error("timelines cannot go on", e);
    }
  }

  private Collection<TopicPartition> assign(Consumer<byte[], byte[]> consumer)
      throws InterruptedException {
    List<TopicPartition> partitions = partitions(consumer);
    while (partitions.isEmpty() && !isStopping()) {
      pause();
      partitions = partitions(consumer);
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  /** Empty until every topic exists. */
  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    try {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      List<String> found = partitions.stream().map(TopicPartition::topic).distinct().toList();
      List<String> missing = topics.stream().filter(topic -> !found.contains(topic)).toList();
      if (missing.isEmpty()) {
        working();
        return partitions;
      }
      throw new UnknownTopicOrPartitionException(String.join(", ", missing) + " are not there");
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      hindered("the pipeline's topics cannot be looked up", e);
      return List.of();
    }
  }

  private Map<TopicPartition, Long> endOffsets(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions)
      throws InterruptedException {
    try {
      return consumer.endOffsets(partitions);
    } catch (RetriableException e) {
      hindered("the ends of the topics cannot be looked up", e);
      pause();
      return Map.of();
    }
  }

  private boolean isReached(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    try {
      return !ends.isEmpty()
          && ends.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    } catch (RetriableException e) {
      hindered("the place in the topics cannot be looked up", e);
      return false;
    }
  }

  private void poll(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      working();
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      hindered("the topics cannot be read", e);
      pause();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    while (!isStopping()) {
      try {
        SpecificRecord value = values.deserialize(record.topic(), record.value());
        if (value != null) {
          EventSightings.of(value).ifPresent(timelines::add);
        }
        return;
      } catch (SerializationException e) {
        undecodable.increment();
        LOG.warn(
            "{}-{} offset {} cannot be decoded: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            e.getMessage());
        return;
      } catch (KafkaException e) {
        hindered("the schema registry is waited for", e);
        pause();
      }
    }
  }

  private void pause() throws InterruptedException {
    stopping.await(PAUSE_AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  @Override
  public void close() {
    stopping.countDown();
    Consumer<byte[], byte[]> consumer = polling;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      if (thread.isAlive() && !thread.join(CLOSES_WITHIN)) {
        LOG.warn("timelines did not stop within {}", CLOSES_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    values.close();
  }
}
