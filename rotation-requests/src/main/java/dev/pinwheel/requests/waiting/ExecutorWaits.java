package dev.pinwheel.requests.waiting;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.requests.intake.JsonDocument;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Asks the executors' admin ports which rotations wait. A wait is no event: it must not outlive the
 * process that waits, so that it is asked for when somebody wants to know, and kept nowhere.
 */
public final class ExecutorWaits implements AutoCloseable {

  private static final String PAGE = "/rotations/waiting?rotationId=";

  /** One rotation takes some 300 bytes. */
  private static final int MOST_BYTES = 1 << 20;

  private final List<URI> executors;
  private final Duration limit;
  private final HttpClient http;
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Waits as these executors tell of them.
   *
   * @param executors base URLs of their admin ports
   * @param limit for all of them together
   */
  public ExecutorWaits(List<URI> executors, Duration limit) {
    this.executors = List.copyOf(executors);
    this.limit = limit;
    http = HttpClient.newBuilder().connectTimeout(limit).build();
  }

  /** Asks all executors at the same time. */
  public Wait of(UUID rotationId) throws InterruptedException {
    if (executors.isEmpty()) {
      return new Wait.Unknown("executor.urls names no executor to ask");
    }
    List<Callable<Optional<Wait.Waiting>>> questions = new ArrayList<>();
    executors.forEach(executor -> questions.add(() -> ask(executor, rotationId)));
    List<Future<Optional<Wait.Waiting>>> answers =
        asking.invokeAll(questions, limit.toMillis(), TimeUnit.MILLISECONDS);
    List<String> silent = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Future<Optional<Wait.Waiting>> answer = answers.get(i);
      switch (answer.state()) {
        case SUCCESS -> {
          if (answer.resultNow().isPresent()) {
            return answer.resultNow().get();
          }
        }
        case FAILED -> silent.add(executors.get(i) + ": " + said(answer.exceptionNow()));
        case CANCELLED, RUNNING -> silent.add(executors.get(i) + ": no answer within " + limit);
      }
    }
    return silent.isEmpty()
        ? new Wait.NotWaiting()
        : new Wait.Unknown("could not be asked: " + String.join("; ", silent));
  }

  private Optional<Wait.Waiting> ask(URI executor, UUID rotationId)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(executor.resolve(PAGE + rotationId)).timeout(limit).build();
    HttpResponse<InputStream> answer =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream stream = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException(
            "answered %d; is that its admin port?".formatted(answer.statusCode()));
      }
      byte[] body = stream.readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        throw new IOException("answered more than " + MOST_BYTES + " bytes");
      }
      JsonNode list = JsonDocument.MAPPER.readTree(body).path("waiting");
      if (!list.isArray()) {
        throw new IOException("answered no list; is that its admin port?");
      }
      for (JsonNode entry : list) {
        if (entry.path("rotationId").asText().equals(rotationId.toString())) {
          return Optional.of(waiting(entry));
        }
      }
      return Optional.empty();
    }
  }

  private static Wait.Waiting waiting(JsonNode entry) {
    return new Wait.Waiting(
        entry.path("code").asText(),
        entry.path("reason").asText(),
        entry.path("since").asText(),
        entry.path("until").asText(),
        entry.path("attempt").asInt());
  }

  /** A refused connection has no message. */
  private static String said(Throwable failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }

  @Override
  public void close() {
    asking.shutdownNow();
    http.shutdownNow();
  }
}
