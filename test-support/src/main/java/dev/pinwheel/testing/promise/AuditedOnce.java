package dev.pinwheel.testing.promise;

import dev.pinwheel.schemas.RotationRequested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

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
    Map<UUID, Long> contents = contents(evidence);
    entries.forEach(
        (id, count) -> {
          // what lies in no topic any more was recorded once, too
          if (count > contents.getOrDefault(id, 1L)) {
            breaches.add("the event " + id + " is in the audit log " + count + " times");
          }
        });
    contents.forEach(
        (id, count) -> {
          long recorded = entries.getOrDefault(id, 0L);
          if (recorded == 0) {
            breaches.add("the event " + id + " is not in the audit log");
          } else if (recorded < count) {
            breaches.add(
                "of the event %s, %d of %d contents are in the audit log"
                    .formatted(id, recorded, count));
          }
        });
    return breaches;
  }

  /**
   * How many different contents there are of each event: one, unless two writers used one id. The
   * same content in several places is one event, and so is a request that was asked again later.
   */
  private static Map<UUID, Long> contents(Evidence evidence) {
    return evidence.events().stream()
        .filter(event -> !NOT_AUDITED.contains(event.topic()))
        .filter(event -> !event.topic().startsWith("webhook-retry-"))
        .map(event -> new Content(event.topic(), said(event.value())))
        .distinct()
        .collect(
            Collectors.groupingBy(
                content -> EventFields.eventId(content.value()), Collectors.counting()));
  }

  private static SpecificRecord said(SpecificRecord event) {
    if (!(event instanceof RotationRequested request)) {
      return event;
    }
    RotationRequested copy = request.getSpecificData().deepCopy(request.getSchema(), request);
    copy.put(copy.getSchema().getField("occurredAt").pos(), Instant.EPOCH);
    return copy;
  }

  private record Content(String topic, SpecificRecord value) {}
}
