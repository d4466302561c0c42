package dev.pinwheel.webhook.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.serde.UndecodableRecordException;
import dev.pinwheel.webhook.delivery.DeliveryEvents;
import dev.pinwheel.webhook.delivery.Notification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What operators do with dead letters (promise G7). Every call reads the dead-letter topic from its
 * beginning to where it ends at the moment, with one consumer that has no group; every call may run
 * beside the pipeline.
 */
public final class DeadLetters {

  private final DeadLetterClients clients;
  private final Clock clock;
  private final Pause pause;

  /**
   * Dead letters of a cluster.
   *
   * @param kafka settings of Kafka clients and serializers, such as {@code bootstrap.servers} and
   *     {@code schema.registry.url}
   */
  public DeadLetters(Map<String, Object> kafka, Clock clock) {
    this(new DeadLetterClients(kafka), clock, Thread::sleep);
  }

  DeadLetters(DeadLetterClients clients, Clock clock, Pause pause) {
    this.clients = clients;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Hands every selected dead letter to a reader, as it comes.
   *
   * @return records of the topic that cannot be decoded
   */
  public long list(DeadLetterFilter filter, Consumer<DeadLetter> reader)
      throws MissingTopicException {
    try (var consumer = clients.consumer();
        var deserializer = clients.deserializer()) {
      Set<UUID> replayed = ReplayLedger.read(consumer);
      Letters letters = new Letters(consumer, deserializer);
      for (Optional<DeadLetter> next = letters.next(filter, replayed);
          next.isPresent();
          next = letters.next(filter, replayed)) {
        reader.accept(next.get());
      }
      return letters.undecodable;
    }
  }

  /** The dead letters with a {@code webhook-id} or an eventId, oldest first. */
  public List<DeadLetter> show(String id) throws MissingTopicException {
    List<DeadLetter> found = new ArrayList<>();
    list(
        DeadLetterFilter.all(),
        letter -> {
          if (letter.event().getWebhookId().equals(id)
              || letter.event().getEventId().toString().equals(id)) {
            found.add(letter);
          }
        });
    return List.copyOf(found);
  }

  /**
   * Sends the selected dead letters again, each once: one that was sent again before is passed
   * over, whatever filter selected it then, unless it died again since. A run that was interrupted,
   * or killed, is resumed by running it again.
   *
   * @throws ReplayFencedException where another replay began meanwhile
   * @throws InterruptedException when the thread is interrupted between two; what was sent before
   *     is committed
   */
  public ReplayReport replay(DeadLetterFilter filter, ReplayOptions options)
      throws MissingTopicException, ReplayFencedException, InterruptedException {
    try (var consumer = clients.consumer();
        var deserializer = clients.deserializer();
        ReplayOutput output =
            options.dryRun()
                ? new ReplayOutput.Nowhere(ReplayLedger.read(consumer))
                : TransactionalReplay.begin(clients, System::nanoTime)) {
      return replay(new Letters(consumer, deserializer), filter, options, output);
    }
  }

  private ReplayReport replay(
      Letters letters, DeadLetterFilter filter, ReplayOptions options, ReplayOutput output)
      throws ReplayFencedException, MissingTopicException, InterruptedException {
    Set<UUID> replayed = new HashSet<>(output.replayed());
    ReplayPace pace = new ReplayPace(options.ratePerSecond());
    long sent = 0;
    long alreadySent = 0;
    boolean limitReached = false;
    for (Optional<DeadLetter> next = letters.next(filter, replayed);
        next.isPresent();
        next = letters.next(filter, replayed)) {
      DeadLetter letter = next.get();
      if (letter.replayed()) {
        alreadySent++;
      } else if (options.limit().isPresent() && sent >= options.limit().getAsLong()) {
        limitReached = true;
        break;
      } else {
        if (!options.dryRun()) {
          waitForTurn(pace.take(clock.instant()), output);
        }
        Instant now = clock.instant();
        output.send(
            DeliveryEvents.retry(
                Notification.replayOf(letter.event()), letter.event().getUrl(), now, now),
            letter.traceparent());
        replayed.add(letter.event().getEventId());
        sent++;
      }
    }
    output.commit();
    return new ReplayReport(sent, alreadySent, letters.undecodable, limitReached);
  }

  /** No transaction stays open during a wait: it would hide the delay topic from its reader. */
  private void waitForTurn(Duration wait, ReplayOutput output)
      throws ReplayFencedException, MissingTopicException, InterruptedException {
    if (wait.isPositive()) {
      output.commit();
      pause.take(wait);
    }
  }

  /** The dead letters of one scan. */
  private static final class Letters {
    private final TopicScan scan;
    private final Deserializer<SpecificRecord> deserializer;
    private long undecodable;

    Letters(
        org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
        Deserializer<SpecificRecord> deserializer)
        throws MissingTopicException {
      scan = TopicScan.of(consumer, Topics.WEBHOOK_DEAD_LETTER.name());
      this.deserializer = deserializer;
    }

    Optional<DeadLetter> next(DeadLetterFilter filter, Set<UUID> replayed) {
      for (Optional<ConsumerRecord<byte[], byte[]>> next = scan.next();
          next.isPresent();
          next = scan.next()) {
        ConsumerRecord<byte[], byte[]> record = next.get();
        Optional<WebhookDeadLettered> event = decoded(record).filter(filter::accepts);
        if (event.isPresent()) {
          return Optional.of(
              new DeadLetter(
                  record.partition(),
                  record.offset(),
                  event.get(),
                  traceparent(record),
                  replayed.contains(event.get().getEventId())));
        }
      }
      return Optional.empty();
    }

    private Optional<WebhookDeadLettered> decoded(ConsumerRecord<byte[], byte[]> record) {
      try {
        if (deserializer.deserialize(record.topic(), record.value())
            instanceof WebhookDeadLettered event) {
          return Optional.of(event);
        }
      } catch (UndecodableRecordException e) {
        // Counted below; it stays in its topic, where it can be looked at by its coordinates.
      }
      undecodable++;
      return Optional.empty();
    }

    private static Optional<String> traceparent(ConsumerRecord<byte[], byte[]> record) {
      Header header = record.headers().lastHeader(TraceContext.HEADER);
      return Optional.ofNullable(header).map(found -> new String(found.value(), UTF_8));
    }
  }
}
