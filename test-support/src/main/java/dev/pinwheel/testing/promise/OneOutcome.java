package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.testing.promise.Evidence.Event;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** G1. */
final class OneOutcome implements Promise {

  @Override
  public String number() {
    return "G1";
  }

  @Override
  public String sentence() {
    return "Every accepted request ends in exactly one api-applied or rotation-failed, without"
        + " duplicates";
  }

  @Override
  public List<String> breaches(Evidence evidence) {
    List<String> breaches = new ArrayList<>();
    Map<Rotation, Long> outcomes =
        outcomes(evidence)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    for (Rotation rotation : new HashSet<>(evidence.accepted())) {
      if (!outcomes.containsKey(rotation)) {
        breaches.add(rotation + " was accepted and has no outcome");
      }
    }
    outcomes.forEach(
        (rotation, count) -> {
          if (count > 1) {
            breaches.add(rotation + " has " + count + " outcomes");
          }
        });
    breaches.addAll(repeatedEvents(evidence));
    return breaches;
  }

  static Stream<Rotation> outcomes(Evidence evidence) {
    return Stream.concat(
        evidence.events(ApiApplied.class).stream()
            .map(applied -> Rotation.of(applied.getTarget(), applied.getRotationId())),
        evidence.events(RotationFailed.class).stream()
            .map(failed -> Rotation.of(failed.getTarget(), failed.getRotationId())));
  }

  /** Requests may be repeated by whoever asks; what a stage publishes may not. */
  private static List<String> repeatedEvents(Evidence evidence) {
    Map<String, Event> seen = new HashMap<>();
    return evidence.events().stream()
        .filter(event -> !event.topic().equals("rotation-requested"))
        .filter(event -> event.value().getSchema().getField("eventId") != null)
        .filter(event -> !event.topic().endsWith("-metrics"))
        .flatMap(
            event -> {
              String id = event.topic() + " " + EventFields.eventId(event.value());
              Event earlier = seen.putIfAbsent(id, event);
              return earlier == null
                  ? Stream.empty()
                  : Stream.of(
                      "two events with one id: %s at %s and %s"
                          .formatted(id, place(earlier), place(event)));
            })
        .toList();
  }

  private static String place(Event event) {
    return "partition %d offset %d".formatted(event.partition(), event.offset());
  }
}
