package dev.pinwheel.runtime.service;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that does nothing but be asked for its health. */
class StillService implements Service {

  final AtomicInteger closed = new AtomicInteger();
  volatile Health health = new Health(true, true, "still");
  volatile boolean started;

  static ServiceDefinition definition(Service service) {
    return new ServiceDefinition("still", List.of(), (settings, environment) -> service);
  }

  @Override
  public void start() {
    started = true;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
