package dev.pinwheel.runtime.service;

import java.util.Map;
import java.util.function.UnaryOperator;

/** A process of the pipeline: an engine stage, the HTTP intake, the audit sink, the metrics app. */
public interface Service extends AutoCloseable {

  /** Starts to work; returns once it runs, though it may not be ready yet. */
  void start() throws Exception;

  /** How it is; called from another thread at any time. */
  Health health();

  /** JSON that the admin port serves besides health and metrics, as {@code Stage.pages} tells. */
  default Map<String, UnaryOperator<String>> pages() {
    return Map.of();
  }

  /** Stops within 10 s with nothing lost (promise G12). */
  @Override
  void close();

  /**
   * Two different questions.
   *
   * @param live false where only a restart helps
   * @param ready false while it cannot do its work, such as before its partitions are assigned
   * @param detail one line for a person
   */
  record Health(boolean live, boolean ready, String detail) {}
}
