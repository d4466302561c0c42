package dev.pinwheel.benchmarks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.RequestsApi;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The whole pipeline, asked over HTTP. */
final class PinwheelRotator implements Rotator {

  /** Rotations in one HTTP request. */
  private static final int BATCH = 50;

  private static final int ACCEPTED = 202;
  private static final int OVERLOADED = 503;
  private static final Duration ASK_AGAIN = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final RequestsApi api;
  private final Steps steps;

  PinwheelRotator(LocalStack stack, Steps steps) {
    this.api = new RequestsApi(stack.requestsUrl(), stack.credentials().operatorToken());
    this.steps = steps;
  }

  @Override
  public String name() {
    return "Pinwheel";
  }

  @Override
  public Map<UUID, Instant> rotate(List<Rotation> rotations)
      throws IOException, InterruptedException {
    for (int from = 0; from < rotations.size(); from += BATCH) {
      submit(rotations.subList(from, Math.min(from + BATCH, rotations.size())));
    }
    List<UUID> ids = rotations.stream().map(Rotation::rotationId).toList();
    steps.awaitTold(ids, LIMIT);
    return ids.stream().collect(Collectors.toMap(id -> id, id -> steps.of(id).told()));
  }

  /** Asks until the request is accepted: an intake that is overloaded wants to be asked again. */
  void submit(List<Rotation> rotations) throws IOException, InterruptedException {
    ArrayNode body = JsonNodeFactory.instance.arrayNode();
    rotations.forEach(rotation -> body.add(rotation.request()));
    JsonNode request = rotations.size() == 1 ? body.get(0) : body;
    RequestsApi.Answer answer = api.submit(request);
    while (answer.status() == OVERLOADED) {
      Thread.sleep(ASK_AGAIN);
      answer = api.submit(request);
    }
    if (answer.status() != ACCEPTED) {
      throw new IllegalStateException(
          "the intake answered " + answer.status() + ": " + answer.body());
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
