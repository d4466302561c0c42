package dev.pinwheel.runtime.kafka;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/**
 * The markers with which a broker ends a transaction on each of its partitions, written once more.
 *
 * <p>A broker that ends a transaction passes over partitions that have no leader at that moment, as
 * if they were deleted ("Couldn't find leader endpoint for partitions … likely deleted already and
 * hence can be skipped", KAFKA-20734), and calls the transaction complete. Seen with Kafka 4.3.1
 * where the only broker was killed between the decision and the markers, and came back. The
 * transaction stays open on such a partition: its {@code read_committed} readers stop there,
 * offsets in it cannot be read, and the next marker under the same producer id ends it, whichever
 * it is, whatever was decided before.
 */
public interface TransactionMarkers {

  /** No broker that died is back sooner: markers are forgotten only where one took longer. */
  Duration BROKER_RESTART = Duration.ofSeconds(1);

  /** How a transaction ends. */
  enum Marker {
    COMMIT,
    ABORT
  }

  /**
   * How the last transaction of the transactional id ended or, where it is open, how it ends when
   * the next producer takes the id. Where the coordinator does not know any more, it is {@link
   * Marker#COMMIT}: the next commit would end there what is open in just that way.
   *
   * @return empty where the id was never used
   * @throws KafkaException where the coordinator does not answer; it may be asked again
   */
  Optional<Marker> last();

  /**
   * Takes the transactional id and writes a marker to every partition that it may write, by a
   * transaction without a record, when all of them have a leader. A transaction of the id that is
   * open is aborted, and its producer can do nothing any more.
   *
   * @throws KafkaException where that did not work; it may be tried again
   */
  void write(Marker marker);
}
