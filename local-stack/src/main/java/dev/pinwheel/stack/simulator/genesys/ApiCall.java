package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One call that the platform's API has.
 *
 * @param path as in a route; {@code {id}} is the target's id
 * @param kind what the id names
 * @param special the faults that only some calls can suffer, of those this one can
 */
record ApiCall(
    String method,
    String path,
    Optional<TargetKind> kind,
    Set<FaultType> special,
    Function<OngoingCall, Reply> served) {

  ApiCall {
    special = Set.copyOf(special);
  }

  /** A call about a target that no special fault is for. */
  static ApiCall of(
      String method, String path, TargetKind kind, Function<OngoingCall, Reply> served) {
    return new ApiCall(method, path, Optional.of(kind), Set.of(), served);
  }
}
