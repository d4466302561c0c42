package dev.pinwheel.runtime.service;

import java.net.URI;

/** A started service with its admin port. */
public interface RunningService extends AutoCloseable {

  String name();

  Service.Health health();

  /** Base of {@code /health/live}, {@code /health/ready} and {@code /metrics}. */
  URI admin();

  @Override
  void close();
}
