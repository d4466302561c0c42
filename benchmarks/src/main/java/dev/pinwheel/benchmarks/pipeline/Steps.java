package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.stack.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When each rotation came how far, by the {@code occurredAt} of its events. */
final class Steps implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private static final List<Topic> TOPICS =
      List.of(
          Topics.CHAIN_VALIDATED,
          Topics.API_APPLIED,
          Topics.WEBHOOK_DELIVERED,
          Topics.ROTATION_FAILED,
          Topics.WEBHOOK_DEAD_LETTER);

  private final KafkaConsumer<byte[], SpecificRecord> consumer;
  private final Map<UUID, Step> steps = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile Optional<String> fault = Optional.empty();

  /**
   * How far a rotation came; an instant is null before it is known.
   *
   * @param requested when the intake took it
   * @param told when the webhook was answered
   */
  record Step(Instant requested, Instant validated, Instant applied, Instant told) {
    private static final Step NONE = new Step(null, null, null, null);
  }

  private Steps(LocalStack stack) {
    Map<String, Object> settings = new HashMap<>(stack.kafkaClient());
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    settings.put("key.deserializer", ByteArrayDeserializer.class);
    settings.put("value.deserializer", PinwheelAvroDeserializer.class);
    consumer = new KafkaConsumer<>(settings);
    consumer.assign(
        TOPICS.stream()
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    thread = Thread.ofPlatform().daemon().name("steps").unstarted(this::run);
  }

  static Steps follow(LocalStack stack) {
    Steps steps = new Steps(stack);
    steps.thread.start();
    return steps;
  }

  Step of(UUID rotationId) {
    return steps.getOrDefault(rotationId, Step.NONE);
  }

  /** Waits until every one of these is told; the figures do not depend on when it is noticed. */
  void awaitTold(Collection<UUID> rotationIds, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (UUID id : rotationIds) {
      while (of(id).told() == null) {
        if (fault.isPresent()) {
          throw new IllegalStateException(fault.get());
        }
        if (System.nanoTime() > end) {
          throw new IllegalStateException("rotation %s has only %s".formatted(id, of(id)));
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (true) {
        consumer.poll(POLL).forEach(record -> keep(record.value()));
      }
    } catch (WakeupException e) {
      return; // closed
    } catch (RuntimeException e) {
      fault = Optional.of("the events could not be followed: " + e);
    }
  }

  private void keep(SpecificRecord event) {
    switch (event) {
      case ChainValidated validated ->
          steps.merge(
              validated.getRotationId(),
              new Step(null, validated.getOccurredAt(), null, null),
              Steps::merged);
      case ApiApplied applied ->
          steps.merge(
              applied.getRotationId(),
              new Step(null, null, applied.getOccurredAt(), null),
              Steps::merged);
      case WebhookDelivered delivered ->
          steps.merge(
              delivered.getRotationId(),
              new Step(delivered.getRequestedAt(), null, null, delivered.getOccurredAt()),
              Steps::merged);
      case RotationFailed failed ->
          fault =
              Optional.of(
                  "a rotation failed: %s, %s".formatted(failed.getCode(), failed.getMessage()));
      case WebhookDeadLettered dead ->
          fault = Optional.of("a webhook was given up: " + dead.getRotationId());
      default -> throw new IllegalStateException("an event of no followed topic: " + event);
    }
  }

  private static Step merged(Step one, Step other) {
    return new Step(
        either(one.requested(), other.requested()),
        either(one.validated(), other.validated()),
        either(one.applied(), other.applied()),
        either(one.told(), other.told()));
  }

  private static Instant either(Instant one, Instant other) {
    return one == null ? other : one;
  }
}
