package dev.pinwheel.runtime.service;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A service that does nothing but be asked for its health. */
class StillService implements Service {

  static final String PAGE = "/still";

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
  public Map<String, UnaryOperator<String>> pages() {
    return Map.of(PAGE, StillService::page);
  }

  private static String page(String query) {
    if (query.equals("wrong")) {
      throw new IllegalArgumentException("ask for something else");
    }
    return "{\"asked\": \"%s\"}".formatted(query);
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
