package dev.pinwheel.metrics.figures;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * How samples of a window become a metric. Pure: a sum goes in and out as bytes.
 *
 * @param <A> the sum of a window
 */
public interface Figure<A> {

  A empty();

  /** Adds a sample that belongs to the window. */
  A add(A sum, Sample sample);

  /**
   * Adds a sample whose own window is closed already to the window that is current when it arrives,
   * so that it is counted somewhere and no published window changes after it was closed.
   */
  A addLate(A sum, Sample sample);

  byte[] write(A sum);

  A read(byte[] bytes);

  /**
   * The metric of a window as it stands.
   *
   * @param streamTime becomes the metric's {@code occurredAt}
   */
  SpecificRecord publish(String dimension, String series, Window window, A sum, Instant streamTime);
}
