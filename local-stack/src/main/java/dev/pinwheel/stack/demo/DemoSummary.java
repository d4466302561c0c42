package dev.pinwheel.stack.demo;

import java.util.List;
import java.util.Map;

/**
 * What the demo came to; its fields are those of {@code demo --json}.
 *
 * @param asked rotations whose acceptance was confirmed
 * @param applied rotations after which the platform holds the new pins
 * @param refusedByCode refused chains by their first code
 * @param failedByCode rotations that the platform made impossible, by code
 * @param delivered webhooks that the PKI manager accepted
 * @param deadLettered deliveries that were given up
 * @param replayed dead letters that were sent again
 * @param quarantined records that could not be decoded
 * @param auditEntries entries of the audit log
 * @param pinMatchRate share of handshakes that matched an active pin; null means unknown
 * @param latencyMs from the request to the delivered webhook, milliseconds, without replays
 * @param promises each promise by number: true where it held
 * @param surprises rotations that ended otherwise than planned, and broken promises
 */
public record DemoSummary(
    int asked,
    int applied,
    Map<String, Integer> appliedByKind,
    Map<String, Integer> refusedByCode,
    Map<String, Integer> failedByCode,
    int delivered,
    int deadLettered,
    int replayed,
    int quarantined,
    int auditEntries,
    boolean auditVerified,
    Double pinMatchRate,
    Latency latencyMs,
    Map<String, Boolean> promises,
    List<String> surprises,
    double seconds) {

  /** Quantiles in milliseconds. */
  public record Latency(double p50, double p95, double p99) {}

  /** True where every rotation ended as it should and every promise held. */
  public boolean allHeld() {
    return surprises.isEmpty() && auditVerified && !promises.containsValue(false);
  }
}
