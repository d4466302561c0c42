package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.testing.promise.Evidence.Event;
import dev.pinwheel.testing.promise.Evidence.PlatformCall;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** G2. */
final class AppliedInOrder implements Promise {

  @Override
  public String number() {
    return "G2";
  }

  @Override
  public String sentence() {
    return "A target's rotations are applied in the order they were asked for; never two at once";
  }

  @Override
  public List<String> breaches(Evidence evidence) {
    List<String> breaches = new ArrayList<>();
    Map<String, Integer> asked = askedOrder(evidence);
    Map<String, List<PlatformCall>> calls =
        evidence.platformCalls().stream().collect(Collectors.groupingBy(PlatformCall::target));
    calls.forEach(
        (target, ofTarget) -> {
          breaches.addAll(outOfOrder(target, ofTarget, asked));
          breaches.addAll(overlaps(target, ofTarget));
        });
    return breaches;
  }

  /** Target and primary pin to the place of its request in the target's partition. */
  private static Map<String, Integer> askedOrder(Evidence evidence) {
    Map<Rotation, String> pins = new HashMap<>();
    evidence
        .events(ChainValidated.class)
        .forEach(
            chain ->
                pins.put(
                    Rotation.of(chain.getTarget(), chain.getRotationId()),
                    TargetKey.of(chain.getTarget()) + " " + chain.getPrimaryPin()));
    Map<String, Integer> order = new HashMap<>();
    evidence.events().stream()
        .filter(event -> event.value() instanceof RotationRequested)
        .sorted(Comparator.comparingInt(Event::partition).thenComparingLong(Event::offset))
        .map(event -> (RotationRequested) event.value())
        .map(request -> pins.get(Rotation.of(request.getTarget(), request.getRotationId())))
        .filter(pin -> pin != null)
        .forEach(pin -> order.putIfAbsent(pin, order.size()));
    return order;
  }

  private static List<String> outOfOrder(
      String target, List<PlatformCall> calls, Map<String, Integer> asked) {
    List<String> breaches = new ArrayList<>();
    int last = -1;
    for (PlatformCall call : calls) {
      Integer place = call.changed() ? asked.get(target + " " + call.primaryPin()) : null;
      if (place != null && place < last) {
        breaches.add(target + ": an older request was applied after a newer one, " + call);
      }
      last = place == null ? last : Math.max(last, place);
    }
    return breaches;
  }

  private static List<String> overlaps(String target, List<PlatformCall> calls) {
    List<String> breaches = new ArrayList<>();
    List<PlatformCall> writes =
        calls.stream()
            .filter(PlatformCall::write)
            .sorted(Comparator.comparing(PlatformCall::startedAt))
            .toList();
    for (int i = 1; i < writes.size(); i++) {
      if (writes.get(i).startedAt().isBefore(writes.get(i - 1).endedAt())) {
        breaches.add(
            target + ": two writes at once, " + writes.get(i - 1) + " and " + writes.get(i));
      }
    }
    return breaches;
  }
}
