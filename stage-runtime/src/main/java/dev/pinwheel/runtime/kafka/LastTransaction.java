package dev.pinwheel.runtime.kafka;

import org.apache.kafka.common.KafkaException;

/** What became of the last transaction of a transactional id, as far as the coordinator knows. */
public interface LastTransaction {

  /** How it ended, if it did. */
  enum End {
    /** There was none, or it is committed, or will be. */
    COMMITTED,
    /** Nobody ended it yet. */
    OPEN,
    /** The broker aborted it by itself: it ran out of time, or somebody else took the id. */
    GIVEN_UP,
    /** Aborted, as {@link #takenBack} was told. */
    TAKEN_BACK
  }

  /**
   * Asks the coordinator.
   *
   * @throws KafkaException where it does not answer; it may be asked again
   */
  End end();

  /** Remembers that this process itself aborted the last one; to be called right after it did. */
  void takenBack();
}
