package dev.pinwheel.testing.promise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** G8. */
final class AuditedOnce implements Promise {

  /** Internal to a stage, or figures: not part of what an auditor is shown. */
  private static final Set<String> NOT_AUDITED =
      Set.of("pin-match-metrics", "latency-metrics", "outcome-metrics");

  @Override
  public String number() {
    return "G8";
  }

  @Override
  public String sentence() {
    return "Every event is in the audit log exactly once, and the log verifies";
  }

  @Override
  public List<String> breaches(Evidence evidence) {
    List<String> breaches = new ArrayList<>(evidence.auditFaults());
    Map<UUID, Long> entries =
        evidence.audited().stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    entries.forEach(
        (id, count) -> {
          if (count > 1) {
            breaches.add("the event " + id + " is in the audit log " + count + " times");
          }
        });
    Set<UUID> missing = new HashSet<>();
    evidence.events().stream()
        .filter(event -> !NOT_AUDITED.contains(event.topic()))
        .filter(event -> !event.topic().startsWith("webhook-retry-"))
        .map(event -> EventFields.eventId(event.value()))
        .filter(id -> !entries.containsKey(id))
        .forEach(missing::add);
    missing.forEach(id -> breaches.add("the event " + id + " is not in the audit log"));
    return breaches;
  }
}
