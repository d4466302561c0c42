package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pinwheel.executor.Certificates;
import dev.pinwheel.executor.Events;
import dev.pinwheel.executor.platform.PlatformRequest;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.schemas.TargetKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OAuthClientProtocolTest {

  private static final OAuthClientProtocol PROTOCOL = new OAuthClientProtocol();
  private static final Reaction DONE =
      new Reaction.Done(
          JsonNodeFactory.instance.objectNode(), Optional.empty(), Failure.Trail.NONE);

  private final List<PlatformRequest> calls = new ArrayList<>();

  @Test
  void readsByOneCall() throws Exception {
    PROTOCOL.read(this::done, Events.target());

    assertThat(calls).hasSize(1);
    assertThat(calls.getFirst().name()).isEqualTo("GET /api/v2/oauth/clients/" + Events.CLIENT_ID);
    assertThat(calls.getFirst().permission()).isEqualTo("admin:client:read");
    assertThat(PROTOCOL.kind()).isEqualTo(TargetKind.OAUTH_CLIENT);
  }

  @Test
  void takesAnAnswerThatIsNoClientAsGarbage() throws Exception {
    Reading<OAuthClientState> reading = PROTOCOL.read(this::done, Events.target());

    Reaction.Again again =
        (Reaction.Again) ((Reading.NotRead<OAuthClientState>) reading).reaction();
    assertThat(again.last().code()).isEqualTo(FailureCode.PLATFORM_RESPONSE_INVALID);
  }

  @Test
  void writesUnderAStrongVersionOnly() throws Exception {
    assertThat(write(state(Optional.of("\"v1\""), 1)).headers())
        .containsEntry("If-Match", "\"v1\"");
    assertThat(write(state(Optional.of("W/\"v1\""), 1)).headers()).doesNotContainKey("If-Match");
    assertThat(write(state(Optional.empty(), 1)).headers()).doesNotContainKey("If-Match");
  }

  @Test
  void writesTheSameKeyEveryTime() throws Exception {
    assertThat(write(state(Optional.empty(), 1)).headers().get("Idempotency-Key"))
        .isEqualTo(write(state(Optional.empty(), 2)).headers().get("Idempotency-Key"))
        .isEqualTo(Events.validated().build().getEventId().toString());
  }

  @Test
  void leavesBackupPinsAloneWhereThereAreNone() throws Exception {
    assertThat(body(write(state(Optional.empty(), 2))).has("backupPins")).isFalse();
  }

  @Test
  void clearsBackupPinsWhereMoreThanTwoPinsAreStored() throws Exception {
    JsonNode body = body(write(state(Optional.empty(), 3)));

    assertThat(body.path("backupPins").isArray()).isTrue();
    assertThat(body.path("backupPins")).isEmpty();
  }

  @Test
  void needsThePermissionToUpdate() throws Exception {
    assertThat(write(state(Optional.empty(), 1)).permission()).isEqualTo("admin:client:update");
  }

  private PlatformRequest write(OAuthClientState read) throws Exception {
    RotationPlan plan = RotationPlan.of(Events.validated().build());
    PinSet pins =
        new PinSet(Certificates.NEXT.pin(), Optional.of(Certificates.OLD.pin()), List.of());
    PROTOCOL.write(this::done, plan, read, pins);
    return calls.getLast();
  }

  private Reaction done(PlatformRequest request) {
    calls.add(request);
    return DONE;
  }

  private static JsonNode body(PlatformRequest request) {
    return request.body().orElseThrow();
  }

  private static OAuthClientState state(Optional<String> version, int pins) {
    return new OAuthClientState(
        Events.CLIENT_ID,
        true,
        Optional.of(Certificates.OLD.chain()),
        Optional.of("a"),
        List.of("a", "b", "c").subList(0, pins),
        version);
  }
}
