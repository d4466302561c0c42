package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.stack.simulator.Journal;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.fault.FaultPlayer;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.http.Answer;
import dev.pinwheel.stack.simulator.http.Answer.Reset;
import dev.pinwheel.stack.simulator.http.IncomingRequest;
import dev.pinwheel.stack.simulator.http.Patience;
import dev.pinwheel.stack.simulator.http.Route;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The way of every API call: arrival, latency, fault, effect, journal, answer. */
final class PlatformApi {

  private static final Set<FaultType> ANYWHERE =
      EnumSet.complementOf(
          EnumSet.of(
              FaultType.STALE_READ,
              FaultType.WRONG_PIN_READ,
              FaultType.DROP_WRITE,
              FaultType.TOKEN_ERROR));

  private final Clock clock;
  private final Chance ids;
  private final Latency latency;
  private final Patience patience;
  private final FaultPlan faults;
  private final Journal<Call> calls;
  private final List<Consumer<CallMoment>> listeners;

  PlatformApi(
      Clock clock,
      Chance ids,
      Latency latency,
      Patience patience,
      FaultPlan faults,
      Journal<Call> calls,
      List<Consumer<CallMoment>> listeners) {
    this.clock = clock;
    this.ids = ids;
    this.latency = latency;
    this.patience = patience;
    this.faults = faults;
    this.calls = calls;
    this.listeners = listeners;
  }

  List<Route> routes(List<ApiCall> served) {
    List<Route> routes = new ArrayList<>();
    served.forEach(
        call -> routes.add(new Route(call.method(), call.path(), request -> serve(request, call))));
    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
      ApiCall unknown =
          new ApiCall(
              method,
              "/api/<rest>",
              Optional.empty(),
              Set.of(),
              call -> PlatformErrors.ofStatus(404, call.contextId()));
      routes.add(new Route(method, unknown.path(), request -> serve(request, unknown)));
    }
    return routes;
  }

  private Answer serve(IncomingRequest request, ApiCall served) {
    Set<FaultType> possible = EnumSet.copyOf(ANYWHERE);
    possible.addAll(served.special());
    OngoingCall call =
        new OngoingCall(
            request,
            served.kind(),
            clock.instant(),
            ids.request(),
            ids.uuid(),
            faults.take(request.method(), request.path(), request.id(), possible));
    tell(call, CallMoment.Phase.BEFORE_EFFECT);
    if (!patience.pause(latency.draw(ids))) {
      return new Reset();
    }
    FaultPlayer player =
        new FaultPlayer(patience, status -> PlatformErrors.ofStatus(status, call.contextId()));
    Answer answer =
        call.fault()
            .map(fault -> player.play(fault, () -> call.served(served.served().apply(call))))
            .orElseGet(() -> call.served(served.served().apply(call)));
    calls.add(call.ended(answer));
    tell(call, CallMoment.Phase.AFTER_EFFECT);
    return answer.withHeaders(
        Map.of(
            "X-Request-Id", call.requestId(), "ININ-Correlation-Id", call.contextId().toString()));
  }

  private void tell(OngoingCall call, CallMoment.Phase phase) {
    CallMoment moment = call.moment(phase);
    listeners.forEach(listener -> listener.accept(moment));
  }
}
