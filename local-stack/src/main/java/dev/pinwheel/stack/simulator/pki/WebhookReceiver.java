package dev.pinwheel.stack.simulator.pki;

import dev.pinwheel.stack.simulator.Journal;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.fault.FaultPlayer;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.http.Answer;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.IncomingRequest;
import dev.pinwheel.stack.simulator.http.Patience;
import dev.pinwheel.stack.simulator.http.Replies;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code POST /webhooks/{name}}. */
final class WebhookReceiver {

  /** Faults that mean something to a receiver of webhooks. */
  static final Set<FaultType> PLAYABLE =
      EnumSet.of(
          FaultType.STATUS,
          FaultType.RATE_LIMIT,
          FaultType.DELAY,
          FaultType.RESET_BEFORE,
          FaultType.RESET_AFTER,
          FaultType.HANG,
          FaultType.GARBAGE_HTML,
          FaultType.CUT_BODY,
          FaultType.HUGE_BODY,
          FaultType.SLOW_BODY,
          FaultType.REDIRECT);

  private final Clock clock;
  private final Map<String, WebhookVerifier> endpoints;
  private final FaultPlan faults;
  private final Journal<Received> received;
  private final SeenDeliveries seen = new SeenDeliveries();

  WebhookReceiver(
      Clock clock,
      Map<String, WebhookVerifier> endpoints,
      FaultPlan faults,
      Journal<Received> received) {
    this.clock = clock;
    this.endpoints = Map.copyOf(endpoints);
    this.faults = faults;
    this.received = received;
  }

  Answer receive(IncomingRequest request, Patience patience) {
    Instant now = clock.instant();
    Arrival arrival = new Arrival(request, request.pathParameters().get("name"));
    Optional<Fault> fault =
        faults.take(request.method(), request.path(), Optional.of(arrival.endpoint), PLAYABLE);
    FaultPlayer player = new FaultPlayer(patience, WebhookReceiver::error);
    Answer answer =
        fault
            .map(suffered -> player.play(suffered, () -> look(arrival, now)))
            .orElseGet(() -> look(arrival, now));
    received.add(
        new Received(
            now,
            WebhookHeaders.of(request).id(),
            arrival.endpoint,
            request.body(),
            arrival.verification,
            answer.status(),
            fault.map(Fault::type)));
    return answer;
  }

  private Reply look(Arrival arrival, Instant now) {
    WebhookVerifier verifier = endpoints.get(arrival.endpoint);
    if (verifier == null) {
      return error(404);
    }
    WebhookHeaders headers = WebhookHeaders.of(arrival.request);
    Verification verified = verifier.verify(headers, arrival.request.body(), now);
    Verification verdict =
        verified == Verification.ACCEPTED ? seen.remember(arrival.endpoint, headers) : verified;
    arrival.verification = Optional.of(verdict);
    return Replies.json(
        verdict.status(), Replies.JSON.createObjectNode().put("result", verdict.name()));
  }

  private static Reply error(int status) {
    return Replies.json(status, Replies.JSON.createObjectNode().put("status", status));
  }

  /** A request under way, and the verdict once there is one; one thread's own. */
  private static final class Arrival {
    private final IncomingRequest request;
    private final String endpoint;
    private Optional<Verification> verification = Optional.empty();

    Arrival(IncomingRequest request, String endpoint) {
      this.request = request;
      this.endpoint = endpoint;
    }
  }
}
