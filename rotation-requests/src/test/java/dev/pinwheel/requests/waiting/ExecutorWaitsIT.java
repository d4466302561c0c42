package dev.pinwheel.requests.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Executors' admin ports over real HTTP. */
class ExecutorWaitsIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final UUID WAITS = new UUID(0, 1);
  private static final UUID GONE_ON = new UUID(0, 2);
  private static final String LIST =
      """
      {"waiting": [
        {"rotationId": "%s", "target": "OAUTH_CLIENT/eu-west-2/a", "code": "RATE_LIMIT",
         "reason": "the rate limit", "since": "2026-01-01T00:00:00Z",
         "until": "2026-01-01T00:01:00Z", "attempt": 3}]}
      """
          .formatted(WAITS);

  private final List<HttpServer> servers = new ArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    stopped.countDown();
    servers.forEach(server -> server.stop(0));
    requests.close();
  }

  @Test
  void tellsWhatTheExecutorThatHoldsARotationBackSaysOfIt() throws Exception {
    List<URI> executors = List.of(executor(200, "{\"waiting\": []}"), executor(200, LIST));

    assertThat(asked(executors, LIMIT, WAITS))
        .isEqualTo(
            new Wait.Waiting(
                "RATE_LIMIT", "the rate limit", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z", 3));
    assertThat(asked(executors, LIMIT, GONE_ON)).isEqualTo(new Wait.NotWaiting());
  }

  @Test
  void asksForThatRotationOnly() throws Exception {
    AtomicReference<String> query = new AtomicReference<>();
    URI executor =
        executor(
            exchange -> {
              query.set(exchange.getRequestURI().getQuery());
              exchange.sendResponseHeaders(500, -1);
            });

    asked(List.of(executor), LIMIT, WAITS);

    assertThat(query).hasValue("rotationId=" + WAITS);
  }

  @Test
  void saysThatItIsUnknownWhereNoExecutorIsNamed() throws Exception {
    assertThat(asked(List.of(), LIMIT, WAITS))
        .isEqualTo(new Wait.Unknown("executor.urls names no executor to ask"));
  }

  @Test
  void saysWhichExecutorDidNotAnswerInTimeAndWaitsForItNoLonger() throws Exception {
    URI silent = executor(exchange -> awaitStop());

    assertThat(asked(List.of(silent, executor(200, LIST)), SHORT, GONE_ON))
        .isInstanceOfSatisfying(
            Wait.Unknown.class,
            unknown -> assertThat(unknown.reason()).startsWith("could not be asked: " + silent));
  }

  @Test
  void givesUpOnABodyThatNeverEnds() throws Exception {
    URI endless =
        executor(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              awaitStop();
            });

    assertThat(asked(List.of(endless), SHORT, WAITS))
        .isInstanceOfSatisfying(
            Wait.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains(endless.toString()));
  }

  @Test
  void oneThatIsGoneHidesNothingThatAnotherTells() throws Exception {
    URI gone = executor(200, LIST);
    servers.removeLast().stop(0);

    assertThat(asked(List.of(gone, executor(200, LIST)), LIMIT, WAITS))
        .isInstanceOf(Wait.Waiting.class);
    assertThat(asked(List.of(gone, executor(200, LIST)), LIMIT, GONE_ON))
        .isInstanceOf(Wait.Unknown.class);
  }

  @Test
  void saysSoWhereSomethingElseListensThere() throws Exception {
    assertThat(asked(List.of(executor(404, "nothing")), LIMIT, WAITS))
        .isInstanceOfSatisfying(
            Wait.Unknown.class, unknown -> assertThat(unknown.reason()).contains("answered 404"));
    assertThat(asked(List.of(executor(200, "{}")), LIMIT, WAITS))
        .isInstanceOfSatisfying(
            Wait.Unknown.class, unknown -> assertThat(unknown.reason()).contains("no list"));
    assertThat(asked(List.of(executor(200, "<html>")), LIMIT, WAITS))
        .isInstanceOf(Wait.Unknown.class);
  }

  private static Wait asked(List<URI> executors, Duration limit, UUID rotation)
      throws InterruptedException {
    try (ExecutorWaits waits = new ExecutorWaits(executors, limit)) {
      return waits.of(rotation);
    }
  }

  private URI executor(int status, String body) throws IOException {
    return executor(
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  private URI executor(Answering answering) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(requests);
    server.createContext(
        "/rotations/waiting",
        exchange -> {
          try (exchange) {
            answering.to(exchange);
          }
        });
    server.start();
    servers.add(server);
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Answering {
    void to(HttpExchange exchange) throws IOException;
  }
}
