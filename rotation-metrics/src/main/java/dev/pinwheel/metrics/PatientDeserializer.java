package dev.pinwheel.metrics;

import dev.pinwheel.metrics.topology.TransientFailure;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Asks a registry that does not answer again before it gives up. A failure would end the stream
 * thread, and the next one has to wait until the group has noticed that: 10 s for a hiccup.
 *
 * @param <T> what is read
 */
final class PatientDeserializer<T> implements Deserializer<T> {

  private final Deserializer<T> deserializer;
  private final int attempts;
  private final Runnable pause;

  /**
   * Waits with another deserializer, which is configured already and closed with this one.
   *
   * @param attempts how often it is asked at most. All of them together must take less than the
   *     transaction's time-out
   * @param pause waits between two attempts
   */
  PatientDeserializer(Deserializer<T> deserializer, int attempts, Runnable pause) {
    this.deserializer = deserializer;
    this.attempts = attempts;
    this.pause = pause;
  }

  @Override
  public T deserialize(String topic, Headers headers, byte[] bytes) {
    for (int attempt = 1; attempt < attempts; attempt++) {
      try {
        return deserializer.deserialize(topic, headers, bytes);
      } catch (RuntimeException e) {
        if (!TransientFailure.is(e)) {
          throw e;
        }
        pause.run();
      }
    }
    return deserializer.deserialize(topic, headers, bytes);
  }

  @Override
  public T deserialize(String topic, byte[] bytes) {
    return deserialize(topic, null, bytes);
  }

  @Override
  public void close() {
    deserializer.close();
  }
}
