package dev.pinwheel.stack.simulator.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okio.ByteString;

/** A real HTTP/1.1 listener for a simulator's routes, one virtual thread for each request. */
public final class SimulatorServer implements AutoCloseable {

  private static final long LARGEST_BODY = 4L * 1024 * 1024;

  private final Javalin javalin;
  private final Patience patience;
  private final String host;
  private final int port;

  private SimulatorServer(Javalin javalin, Patience patience, String host) {
    this.javalin = javalin;
    this.patience = patience;
    this.host = host;
    this.port = javalin.port();
  }

  /**
   * Listens.
   *
   * @param host address to listen on
   * @param port 0 lets the system choose
   * @param patience ended when this server closes
   */
  public static SimulatorServer start(
      String host, int port, Patience patience, List<Route> routes) {
    AnswerWriter writer = new AnswerWriter(patience);
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.concurrency.useVirtualThreads = true;
              config.jetty.addConnector(
                  (server, http) -> new PromptConnector(server, http, host, port));
              config.http.maxRequestSize = LARGEST_BODY;
              // Compression would change Content-Length, which the cut answers depend on.
              config.http.compressionStrategy = CompressionStrategy.NONE;
              for (Route route : routes) {
                config.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method()),
                    route.path(),
                    context -> writer.write(context, route.endpoint().answer(incoming(context))));
              }
            });
    return new SimulatorServer(javalin.start(), patience, host);
  }

  /** Base URL with the port that is really listened on; a wildcard address shows as loopback. */
  public URI url() {
    return URI.create("http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port);
  }

  public int port() {
    return port;
  }

  /** Stops listening: connections are refused from now on, hanging ones are reset. */
  @Override
  public void close() {
    patience.end();
    javalin.stop();
  }

  private static IncomingRequest incoming(Context context) throws UnknownHostException {
    Map<String, String> headers = new HashMap<>();
    context.headerMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    Map<String, String> query = new HashMap<>();
    context.queryParamMap().forEach((name, values) -> query.put(name, values.getLast()));
    return new IncomingRequest(
        context.method().name(),
        context.path(),
        context.pathParamMap(),
        query,
        headers,
        ByteString.of(context.bodyAsBytes()),
        InetAddress.getByName(context.ip()).isLoopbackAddress());
  }
}
