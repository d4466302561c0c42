package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.testing.promise.Evidence.PlatformCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** G5. */
final class ReadBackMatches implements Promise {

  @Override
  public String number() {
    return "G5";
  }

  @Override
  public String sentence() {
    return "What is reported as applied was read back from the platform with the same pins";
  }

  @Override
  public List<String> breaches(Evidence evidence) {
    Set<String> held =
        evidence.platformCalls().stream()
            .filter(PlatformCall::changed)
            .map(call -> call.target() + " " + call.primaryPin())
            .collect(Collectors.toSet());
    List<String> breaches = new ArrayList<>();
    for (ApiApplied applied : evidence.events(ApiApplied.class)) {
      String what = TargetKey.of(applied.getTarget()) + " " + applied.getPrimaryPin();
      if (applied.getOutcome() == ApplyOutcome.APPLIED && !held.contains(what)) {
        breaches.add("reported as applied, but the platform was never changed to it: " + what);
      }
      if (!applied.getActivePins().contains(applied.getPrimaryPin())) {
        breaches.add("the pins that were read back lack the primary pin: " + what);
      }
    }
    return breaches;
  }
}
