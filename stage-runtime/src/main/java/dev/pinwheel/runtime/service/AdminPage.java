package dev.pinwheel.runtime.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One answer of the admin port. */
record AdminPage(int status, String contentType, String body) {

  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  static AdminPage live(String service, Service.Health health) {
    return health(service, health.live(), health.detail());
  }

  /** Nothing that is to be restarted is ready, whatever it says of itself. */
  static AdminPage ready(String service, Service.Health health) {
    return health(service, health.live() && health.ready(), health.detail());
  }

  static AdminPage metrics(String scraped) {
    return new AdminPage(200, PROMETHEUS, scraped);
  }

  static AdminPage json(String body) {
    return new AdminPage(200, JSON, body);
  }

  /**
   * @param others paths besides those that every service has
   */
  static AdminPage notFound(Collection<String> others) {
    String paths =
        Stream.concat(
                Stream.of("/health/live", "/health/ready", "/metrics"), others.stream().sorted())
            .collect(Collectors.joining(", "));
    return new AdminPage(404, "text/plain; charset=utf-8", paths + "\n");
  }

  static AdminPage badRequest(String why) {
    return new AdminPage(400, "text/plain; charset=utf-8", why + "\n");
  }

  static AdminPage methodNotAllowed() {
    return new AdminPage(405, "text/plain; charset=utf-8", "GET or HEAD\n");
  }

  private static AdminPage health(String service, boolean up, String detail) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("service", service)
            .put("status", up ? "UP" : "DOWN")
            .put("detail", detail);
    return new AdminPage(up ? 200 : 503, JSON, body + "\n");
  }
}
