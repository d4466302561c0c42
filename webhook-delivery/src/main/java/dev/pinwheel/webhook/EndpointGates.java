package dev.pinwheel.webhook;

import dev.pinwheel.webhook.http.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every configured endpoint with its gate; as many as are configured, never more. */
final class EndpointGates {

  /** An endpoint and the way to it. */
  record Guarded(Endpoint endpoint, EndpointGate gate) {}

  private final Map<String, Guarded> byName = new TreeMap<>();

  EndpointGates(List<Endpoint> endpoints, int concurrency) {
    endpoints.forEach(
        endpoint ->
            byName.put(
                endpoint.name(),
                new Guarded(endpoint, new EndpointGate(concurrency, endpoint.enabled()))));
  }

  Optional<Guarded> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<Guarded> all() {
    return List.copyOf(byName.values());
  }

  /** Names of the endpoints that nothing is sent to, in order. */
  List<String> disabled() {
    return byName.values().stream()
        .filter(guarded -> !guarded.gate().isOpen())
        .map(guarded -> guarded.endpoint().name())
        .toList();
  }
}
