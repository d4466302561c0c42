package dev.pinwheel.runtime.engine.handling;

import dev.pinwheel.runtime.TargetOrder;
import dev.pinwheel.runtime.engine.order.Handled;
import dev.pinwheel.runtime.engine.order.Work;
import dev.pinwheel.schemas.BroughtHome;
import dev.pinwheel.schemas.TargetLane;
import dev.pinwheel.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Decides whether a record lies where its target is kept in order: in the target's home partition,
 * under exactly the target's key. Clients of other languages have other partitioners and other
 * notions of a key; a topic that grew has partitions that are nobody's home.
 */
final class HomeLane<I> {

  /** Values of the reason label: what kept a record from being at home. */
  static final List<String> REASONS = List.of("key", "partition");

  private final TargetOrder<I> order;
  private final Map<String, Topic> inputs;
  private final Strays strays = new Strays();

  HomeLane(TargetOrder<I> order, Collection<Topic> inputs) {
    this.order = order;
    this.inputs = inputs.stream().collect(Collectors.toMap(Topic::name, Function.identity()));
  }

  /** Writes the record where it belongs; empty where it lies there. */
  Optional<Handled.Done> bring(Work work, I value, Instant acknowledged) {
    ConsumerRecord<byte[], byte[]> record = work.record;
    String target = order.target().apply(value);
    byte[] key = target.getBytes(StandardCharsets.UTF_8);
    int home = TargetLane.of(inputs.get(record.topic()), key);
    boolean keyFits = Arrays.equals(key, record.key());
    if (keyFits && record.partition() == home) {
      return Optional.empty();
    }
    strays.found(order.requester().apply(value), record, target, home);
    RecordHeaders headers = new RecordHeaders(record.headers().toArray());
    // What came with these already did not come from here: nothing lies elsewhere a second time.
    replace(headers, BroughtHome.ACKNOWLEDGED_AT, Long.toString(acknowledged.toEpochMilli()));
    replace(headers, BroughtHome.BROUGHT_FROM, work.lease.partition + "@" + record.offset());
    return Optional.of(
        new Handled.Done(
            List.of(new ProducerRecord<>(record.topic(), home, key, record.value(), headers)),
            Handled.As.BROUGHT_HOME,
            REASONS.get(keyFits ? 1 : 0)));
  }

  static boolean isBrought(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(BroughtHome.BROUGHT_FROM) != null;
  }

  /**
   * When the broker took this record, or the one that it was copied from. Never later than this
   * record's own time, so that a header of somebody else's making can only make its own record
   * late.
   *
   * @param now bounds a time that a requester wrote, in a topic that keeps those
   */
  static Instant acknowledged(ConsumerRecord<byte[], byte[]> record, Instant now) {
    long own =
        record.timestampType() == TimestampType.LOG_APPEND_TIME
            ? record.timestamp()
            : Math.min(record.timestamp(), now.toEpochMilli());
    return Instant.ofEpochMilli(
        isBrought(record) ? Math.min(own, original(record).orElse(own)) : own);
  }

  private static Optional<Long> original(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(BroughtHome.ACKNOWLEDGED_AT);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.valueOf(new String(header.value(), StandardCharsets.US_ASCII)));
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }

  private static void replace(RecordHeaders headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
  }
}
