package dev.pinwheel.runtime.engine.order;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What became of one call of a handler. */
public sealed interface Handled {

  /**
   * Done once these records and the offset are committed.
   *
   * @param as how it is counted
   * @param code quarantine code, or why it was not at home; empty otherwise
   */
  record Done(List<ProducerRecord<byte[], byte[]>> outputs, As as, String code)
      implements Handled {}

  /** Not yet; its key waits. */
  record Again(Duration delay) implements Handled {}

  /** Value of the {@code outcome} label. */
  public enum As {
    PUBLISHED,
    QUARANTINED,
    DUPLICATE,
    /** Written again where its target is kept in order. */
    BROUGHT_HOME
  }
}
