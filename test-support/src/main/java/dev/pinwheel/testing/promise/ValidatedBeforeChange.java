package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.testing.promise.Evidence.PlatformCall;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** G3. */
final class ValidatedBeforeChange implements Promise {

  @Override
  public String number() {
    return "G3";
  }

  @Override
  public String sentence() {
    return "Nothing is changed on the platform without a chain-validated event";
  }

  @Override
  public List<String> breaches(Evidence evidence) {
    Set<String> validated =
        evidence.events(ChainValidated.class).stream()
            .map(chain -> TargetKey.of(chain.getTarget()) + " " + chain.getPrimaryPin())
            .collect(Collectors.toSet());
    return evidence.platformCalls().stream()
        .filter(PlatformCall::changed)
        .filter(call -> !validated.contains(call.target() + " " + call.primaryPin()))
        .map(call -> "a change without a validated chain: " + call)
        .toList();
  }
}
