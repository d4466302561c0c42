package dev.pinwheel.testing.promise;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every promise that can be checked from the evidence of a run. */
public final class Promises {

  private static final List<Promise> ALL =
      List.of(
          new OneOutcome(),
          new AppliedInOrder(),
          new ValidatedBeforeChange(),
          new OneEffectiveChange(),
          new ReadBackMatches(),
          new ToldOrDeadLettered(),
          new ReplayedOnce(),
          new AuditedOnce(),
          new QuarantinedWithBytes());

  private Promises() {}

  public static List<Promise> all() {
    return ALL;
  }

  /** The breaches of each promise by its number; a kept promise has an empty list. */
  public static Map<String, List<String>> check(Evidence evidence) {
    Map<String, List<String>> breaches = new LinkedHashMap<>();
    ALL.forEach(promise -> breaches.put(promise.number(), promise.breaches(evidence)));
    return breaches;
  }

  /**
   * Fails where any promise was broken but those that the scenario gives up by name.
   *
   * @throws AssertionError that lists every breach
   */
  public static void requireKept(Evidence evidence, String... givenUp) {
    Set<String> exempt = Set.of(givenUp);
    List<String> breaches =
        ALL.stream()
            .filter(promise -> !exempt.contains(promise.number()))
            .flatMap(
                promise ->
                    promise.breaches(evidence).stream()
                        .map(breach -> promise.number() + ": " + breach))
            .toList();
    if (!breaches.isEmpty()) {
      throw new AssertionError(
          breaches.size() + " broken promises:\n" + String.join("\n", breaches));
    }
  }
}
