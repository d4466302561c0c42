package dev.pinwheel.webhook;

import dev.pinwheel.runtime.service.Service;
import java.util.List;

/**
 * The engine's service, whose health also names the endpoints that nothing is sent to. They make it
 * neither dead nor unready: other endpoints are served on.
 */
final class EndpointAwareService implements Service {

  private final Service engine;
  private final EndpointGates endpoints;

  EndpointAwareService(Service engine, EndpointGates endpoints) {
    this.engine = engine;
    this.endpoints = endpoints;
  }

  @Override
  public void start() throws Exception {
    engine.start();
  }

  @Override
  public Health health() {
    Health health = engine.health();
    List<String> disabled = endpoints.disabled();
    return disabled.isEmpty()
        ? health
        : new Health(
            health.live(),
            health.ready(),
            health.detail() + "; disabled endpoints: " + String.join(", ", disabled));
  }

  @Override
  public void close() {
    engine.close();
  }
}
