package dev.pinwheel.runtime.engine.handling;

import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names each requester once whose records do not lie where they belong, so that somebody can mend
 * its client. Bounded: the requester named first is forgotten, and named again. Thread-safe.
 */
final class Strays {

  static final int MOST_REQUESTERS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Strays.class);
  private static final int LONGEST_KEY = 200;

  private final Set<String> named = new LinkedHashSet<>();

  void found(String requester, ConsumerRecord<byte[], byte[]> record, String target, int home) {
    if (isNew(requester)) {
      LOG.warn(
          "a request of {} lay in {}-{} at offset {} with {}; it belongs under the key {} in"
              + " partition {} and is brought there. Its order counts from when the broker took it."
              + " Spare it that way: the key is the text KIND/region/id as bare UTF-8, and the"
              + " client's partitioner is Java's murmur2 (librdkafka: partitioner=murmur2_random)"
              + " over {} partitions. Told once for each requester",
          printable(requester.getBytes(StandardCharsets.UTF_8)),
          record.topic(),
          record.partition(),
          record.offset(),
          record.key() == null ? "no key" : "the key \"" + printable(record.key()) + "\"",
          printable(target.getBytes(StandardCharsets.UTF_8)),
          home,
          Topics.PARTITIONS);
    }
  }

  /** Whether this requester was not named yet, or long ago. */
  synchronized boolean isNew(String requester) {
    boolean added = named.add(requester);
    if (named.size() > MOST_REQUESTERS) {
      named.remove(named.iterator().next());
    }
    return added;
  }

  /** Text of somebody else's on one line of ours. */
  static String printable(byte[] bytes) {
    String text =
        new String(bytes, 0, Math.min(LONGEST_KEY, bytes.length), StandardCharsets.UTF_8)
            .replaceAll("[\\p{Cntrl}\\x{FFFD}]", "?");
    return bytes.length > LONGEST_KEY ? text + "…" : text;
  }
}
