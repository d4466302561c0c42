package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class TimelineTest {

  @Test
  void tellsWhyARotationWaitsAndUntilWhen() {
    ObjectNode rotation = rotation();
    rotation
        .putObject("waiting")
        .put("state", "WAITING")
        .put("code", "BREAKER_OPEN")
        .put("reason", "its circuit breaker is open")
        .put("since", "2026-01-01T00:00:00Z")
        .put("until", "2026-01-01T00:01:00Z")
        .put("attempt", 3);

    assertThat(Timeline.text(rotation))
        .endsWith(
            "  waits until 2026-01-01T00:01:00Z: BREAKER_OPEN its circuit breaker is open (attempt"
                + " 3, since 2026-01-01T00:00:00Z)\n");
  }

  @Test
  void saysSoWhereNobodyKnowsWhetherItWaits() {
    ObjectNode rotation = rotation();
    rotation
        .putObject("waiting")
        .put("state", "UNKNOWN")
        .put("reason", "executor.urls names no executor to ask");

    assertThat(Timeline.text(rotation))
        .endsWith("  whether it waits is unknown: executor.urls names no executor to ask\n");
  }

  @Test
  void tellsWhatWasNotedOfTheChain() {
    ObjectNode rotation = rotation();
    rotation
        .putArray("events")
        .addObject()
        .put("at", "2026-01-01T00:00:00Z")
        .put("type", "chain-validated")
        .putObject("detail")
        .putArray("notes")
        .addObject()
        .put("kind", "REORDERED")
        .put("message", "the bundle was put in order");

    assertThat(Timeline.text(rotation)).endsWith("  note REORDERED: the bundle was put in order\n");
  }

  @Test
  void saysNothingOfOneThatDoesNotWait() {
    ObjectNode ended = rotation();
    ended.putNull("waiting");
    ObjectNode onItsWay = rotation();
    onItsWay.putObject("waiting").put("state", "NOT_WAITING");

    assertThat(Timeline.text(ended)).doesNotContain("wait");
    assertThat(Timeline.text(onItsWay)).doesNotContain("wait");
  }

  private static ObjectNode rotation() {
    ObjectNode rotation =
        Json.MAPPER
            .createObjectNode()
            .put("rotationId", "r")
            .put("target", "OAUTH_CLIENT/eu-west-2/a")
            .put("state", "VALIDATED")
            .put("notification", "PENDING");
    rotation.putArray("events");
    return rotation;
  }
}
