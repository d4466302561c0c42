package dev.pinwheel.webhook.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which dead letters were sent again. The mark is written in the transaction that sends; a dead
 * letter's id contains how often it was replayed, so one that died again is not marked.
 */
public final class ReplayLedger {

  /**
   * Key: eventId of the dead letter as text. Value: the {@code webhook-id}, for a person. Kept for
   * ever: were a mark forgotten before its dead letter, a replay would repeat it.
   */
  static final Topic TOPIC = Topics.WEBHOOK_REPLAY_LEDGER;

  private static final Logger LOG = LoggerFactory.getLogger(ReplayLedger.class);

  private ReplayLedger() {}

  /** Reads every mark that is committed now. */
  static Set<UUID> read(Consumer<byte[], byte[]> consumer) throws MissingTopicException {
    Set<UUID> marked = new HashSet<>();
    TopicScan scan = TopicScan.of(consumer, TOPIC.name());
    for (Optional<ConsumerRecord<byte[], byte[]>> next = scan.next();
        next.isPresent();
        next = scan.next()) {
      mark(next.get()).ifPresent(marked::add);
    }
    return marked;
  }

  static byte[] key(UUID deadLetter) {
    return deadLetter.toString().getBytes(UTF_8);
  }

  private static Optional<UUID> mark(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(UUID.fromString(new String(record.key(), UTF_8)));
    } catch (IllegalArgumentException foreign) {
      LOG.warn(
          "record {} of {}-{} is no mark", record.offset(), record.topic(), record.partition());
      return Optional.empty();
    }
  }
}
