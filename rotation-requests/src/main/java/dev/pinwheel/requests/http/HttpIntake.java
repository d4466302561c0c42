package dev.pinwheel.requests.http;

import dev.pinwheel.requests.timeline.Timelines;
import dev.pinwheel.requests.waiting.ExecutorWaits;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.service.ServiceFailedException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of the intake, on virtual threads. */
public final class HttpIntake implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpIntake.class);

  /** Part of the 10 s of promise G12. */
  private static final Duration WAITS_FOR_REQUESTS = Duration.ofSeconds(4);

  private final String host;
  private final int port;
  private final RequestGate gate;
  private final Javalin server;

  /**
   * A server that does not listen yet.
   *
   * @param port 0 for one that the system chooses
   * @param concurrency requests that are read and published at the same time
   */
  public HttpIntake(
      String host,
      int port,
      Map<String, Secret> tokens,
      RotationSubmissions submissions,
      Timelines timelines,
      ExecutorWaits waits,
      int mostBodyBytes,
      int concurrency) {
    this.host = host;
    this.port = port;
    this.gate = new RequestGate(concurrency);
    RotationRoutes rotations =
        new RotationRoutes(
            new BearerTokens(tokens), submissions, timelines, waits, gate, mostBodyBytes);
    this.server =
        Javalin.create(
            config -> {
              configure(config);
              rotations.addTo(config.routes);
              new DocumentationRoutes().addTo(config.routes);
              config.routes.exception(
                  ProblemException.class, (e, context) -> answer(context, e.problem()));
              config.routes.exception(HttpResponseException.class, HttpIntake::answerUnrouted);
              config.routes.exception(Exception.class, HttpIntake::answerUnexpected);
            });
  }

  private static void configure(JavalinConfig config) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
  }

  /** Listens. */
  public void start() {
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new ServiceFailedException(
          "cannot serve the API on http.host "
              + host
              + ", http.port "
              + port
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Base of the API, once it listens. */
  public URI uri() {
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port());
  }

  /** Paths that no route serves, and methods that none of a path takes. */
  private static void answerUnrouted(HttpResponseException e, Context context) {
    switch (e.getStatus()) {
      case 404 ->
          answer(
              context, Problem.of(404, ProblemCode.NOT_FOUND, "There is nothing here; see /docs."));
      case 405 ->
          answer(
              context,
              Problem.of(405, ProblemCode.METHOD_NOT_ALLOWED, "See /docs.")
                  .withHeader("Allow", e.getDetails().getOrDefault("availableMethods", "")));
      default -> answerUnexpected(e, context);
    }
  }

  private static void answerUnexpected(Exception e, Context context) {
    LOG.error("{} {} failed", context.method(), context.path(), e);
    answer(context, Problem.of(500, ProblemCode.INTERNAL, "The fault is on this side."));
  }

  private static void answer(Context context, Problem problem) {
    problem.headers().forEach(context::header);
    context
        .status(problem.status())
        .contentType(Problem.CONTENT_TYPE)
        .header("Cache-Control", "no-store")
        // as bytes: for a media type that it does not know, the server would encode in ISO 8859-1
        .result(RotationDocuments.json(problem.document()).getBytes(StandardCharsets.UTF_8));
  }

  /** Waits for requests that are being published, then stops to listen. */
  @Override
  public void close() {
    try {
      gate.close(WAITS_FOR_REQUESTS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop();
  }
}
