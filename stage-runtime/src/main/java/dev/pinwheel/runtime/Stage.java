package dev.pinwheel.runtime;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One step of the pipeline: a function from an event to an outcome. It knows nothing of Kafka.
 *
 * <p>The engine calls {@link #handle} for records of one key in their order and never two at once;
 * for different keys at the same time, each call on a virtual thread of its own. After a crash or a
 * rebalance the same record may be handled again, although its outputs are published once: whatever
 * {@code handle} does outside of Kafka must therefore bear repetition.
 *
 * @param <I> type of the event
 */
@FunctionalInterface
public interface Stage<I> extends AutoCloseable {

  /**
   * Decides what an event leads to.
   *
   * @throws InterruptedException when the engine gives the record up (its partition was taken away,
   *     or the stage stops); whatever was returned would be dropped
   */
  Outcome handle(Delivery<I> delivery) throws InterruptedException;

  /**
   * What it tells of itself on the admin port besides health and metrics, by path, such as {@code
   * /rotations/waiting}: JSON for the URL's raw query, which is empty where there is none. Asked
   * from other threads at any time; an {@link IllegalArgumentException} is told as 400.
   */
  default Map<String, UnaryOperator<String>> pages() {
    return Map.of();
  }

  /** Frees what the stage holds; the engine calls it once, after the last {@code handle}. */
  @Override
  default void close() {}
}
