package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.http.Answer;
import dev.pinwheel.stack.simulator.http.IncomingRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A call that is being served, and what is found out about it on the way; one thread's own. */
final class OngoingCall {

  private final IncomingRequest request;
  private final Optional<TargetKind> kind;
  private final Instant at;
  private final String requestId;
  private final UUID contextId;
  private final Optional<Fault> fault;
  private Optional<String> clientId = Optional.empty();
  private boolean changed;
  private int servedStatus;

  OngoingCall(
      IncomingRequest request,
      Optional<TargetKind> kind,
      Instant at,
      String requestId,
      UUID contextId,
      Optional<Fault> fault) {
    this.request = request;
    this.kind = kind;
    this.at = at;
    this.requestId = requestId;
    this.contextId = contextId;
    this.fault = fault;
  }

  IncomingRequest request() {
    return request;
  }

  Instant at() {
    return at;
  }

  String requestId() {
    return requestId;
  }

  UUID contextId() {
    return contextId;
  }

  Optional<Fault> fault() {
    return fault;
  }

  boolean suffers(FaultType type) {
    return fault.stream().anyMatch(suffered -> suffered.type() == type);
  }

  Optional<String> idempotencyKey() {
    return request.header("Idempotency-Key");
  }

  void authenticated(String id) {
    clientId = Optional.of(id);
  }

  Optional<String> clientId() {
    return clientId;
  }

  void stateChanged() {
    changed = true;
  }

  Answer.Reply served(Answer.Reply reply) {
    servedStatus = reply.code();
    return reply;
  }

  CallMoment moment(CallMoment.Phase phase) {
    return new CallMoment(
        phase, requestId, request.method(), request.path(), kind, request.id(), changed);
  }

  Call ended(Answer answer) {
    return new Call(
        at,
        requestId,
        request.method(),
        request.path(),
        request.id(),
        clientId,
        idempotencyKey(),
        answer.status() == 0 ? servedStatus : answer.status(),
        fault.map(Fault::type));
  }
}
