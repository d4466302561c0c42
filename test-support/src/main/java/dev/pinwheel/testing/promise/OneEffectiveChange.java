package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.testing.promise.Evidence.PlatformCall;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** G4. */
final class OneEffectiveChange implements Promise {

  @Override
  public String number() {
    return "G4";
  }

  @Override
  public String sentence() {
    return "At most one effective change of the platform per rotation";
  }

  /** As many changes to a pin as rotations that asked for it: several may ask for the same one. */
  @Override
  public List<String> breaches(Evidence evidence) {
    Map<String, Long> rotations =
        evidence.events(ChainValidated.class).stream()
            .collect(
                Collectors.groupingBy(
                    chain -> TargetKey.of(chain.getTarget()) + " " + chain.getPrimaryPin(),
                    Collectors.counting()));
    Map<String, Long> changes =
        evidence.platformCalls().stream()
            .filter(PlatformCall::changed)
            .collect(
                Collectors.groupingBy(
                    call -> call.target() + " " + call.primaryPin(), Collectors.counting()));
    return changes.entrySet().stream()
        .filter(change -> change.getValue() > rotations.getOrDefault(change.getKey(), 0L))
        .map(
            change ->
                change.getKey()
                    + " was changed "
                    + change.getValue()
                    + " times for "
                    + rotations.getOrDefault(change.getKey(), 0L)
                    + " rotations")
        .toList();
  }
}
