package dev.pinwheel.runtime.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Serves health and metrics of one service. */
final class AdminServer implements AutoCloseable {

  private final String service;
  private final Supplier<Service.Health> health;
  private final Supplier<String> metrics;
  private final Map<String, UnaryOperator<String>> pages;
  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Binds the port and answers at once.
   *
   * @param port 0 for one that the system chooses
   * @param metrics Prometheus text
   * @param pages by path, as {@code Stage.pages} tells
   * @throws ServiceFailedException where the address cannot be had
   */
  AdminServer(
      String service,
      String host,
      int port,
      Supplier<Service.Health> health,
      Supplier<String> metrics,
      Map<String, UnaryOperator<String>> pages) {
    this.service = service;
    this.health = health;
    this.metrics = metrics;
    this.pages = Map.copyOf(pages);
    this.server = bind(host, port);
    server.createContext("/", this::answer);
    server.setExecutor(requests);
    server.start();
  }

  private static HttpServer bind(String host, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException | IllegalArgumentException e) {
      throw new ServiceFailedException(
          "cannot serve health and metrics on admin.host "
              + host
              + ", admin.port "
              + port
              + ": "
              + e.getMessage(),
          e);
    }
  }

  URI uri() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      AdminPage page = page(exchange.getRequestMethod(), exchange.getRequestURI());
      byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", page.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(page.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private AdminPage page(String method, URI uri) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return AdminPage.methodNotAllowed();
    }
    return switch (uri.getPath()) {
      case "/health/live" -> AdminPage.live(service, health.get());
      case "/health/ready" -> AdminPage.ready(service, health.get());
      case "/metrics" -> AdminPage.metrics(metrics.get());
      default -> {
        UnaryOperator<String> page = pages.get(uri.getPath());
        yield page == null ? AdminPage.notFound(pages.keySet()) : asked(page, uri);
      }
    };
  }

  private static AdminPage asked(UnaryOperator<String> page, URI uri) {
    try {
      return AdminPage.json(page.apply(Optional.ofNullable(uri.getRawQuery()).orElse("")));
    } catch (IllegalArgumentException e) {
      return AdminPage.badRequest(e.getMessage());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    requests.close();
  }
}
