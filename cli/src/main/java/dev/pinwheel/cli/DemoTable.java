package dev.pinwheel.cli;

import dev.pinwheel.stack.demo.DemoSummary;
import dev.pinwheel.testing.promise.Promise;
import dev.pinwheel.testing.promise.Promises;
import java.util.Locale;
import java.util.Map;

/** The demo's summary as a table. */
final class DemoTable {

  private final StringBuilder text = new StringBuilder("\n");

  private DemoTable() {}

  static String text(DemoSummary summary) {
    DemoTable table = new DemoTable();
    table.row("asked", summary.asked());
    table.row("applied", summary.applied());
    table.rows("  of kind ", summary.appliedByKind());
    table.rows("refused: ", summary.refusedByCode());
    table.rows("failed: ", summary.failedByCode());
    table.row("webhooks delivered", summary.delivered());
    table.row("dead letters", summary.deadLettered());
    table.row("  replayed", summary.replayed());
    table.row("records quarantined", summary.quarantined());
    table.row("audit entries", summary.auditEntries());
    table.row("  audit log verified", summary.auditVerified() ? "yes" : "NO");
    table.row("pin-match rate", rate(summary.pinMatchRate()));
    table.row("request to webhook, p50", millis(summary.latencyMs().p50()));
    table.row("                    p95", millis(summary.latencyMs().p95()));
    table.row("                    p99", millis(summary.latencyMs().p99()));
    table.text.append('\n');
    for (Promise promise : Promises.all()) {
      boolean held = summary.promises().get(promise.number());
      table.line(
          "%s %s  %s".formatted(held ? "held  " : "BROKEN", promise.number(), promise.sentence()));
    }
    summary.surprises().forEach(surprise -> table.line("! " + surprise));
    table.line("");
    table.line(
        String.format(
            Locale.ROOT,
            summary.allHeld() ? "Every promise held (%.0f s)." : "NOT every promise held (%.0f s).",
            summary.seconds()));
    return table.text.toString();
  }

  private void rows(String prefix, Map<String, Integer> counts) {
    counts.forEach((name, count) -> row(prefix + name, count));
  }

  private void row(String name, Object value) {
    line(String.format(Locale.ROOT, "%-44s %10s", name, value));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String rate(Double rate) {
    return rate == null ? "unknown" : String.format(Locale.ROOT, "%.4f", rate);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.0f ms", millis);
  }
}
