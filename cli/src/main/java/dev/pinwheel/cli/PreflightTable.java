package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.preflight.Check;
import dev.pinwheel.executor.preflight.PreflightReport;
import dev.pinwheel.executor.preflight.TargetStanding;
import java.time.Instant;

/** A preflight's report for a person, and for a program. */
final class PreflightTable {

  private PreflightTable() {}

  static String text(PreflightReport report) {
    StringBuilder text = new StringBuilder();
    int width =
        report.checks().stream().mapToInt(check -> check.subject().length()).max().orElse(1);
    for (Check check : report.checks()) {
      text.append(
          ("%-8s %-" + width + "s %-13s %s%n")
              .formatted(check.status(), check.subject(), check.name(), check.detail()));
    }
    text.append('\n');
    for (TargetStanding target : report.targets()) {
      text.append(
          "%-8s %-60s expires %-20s primary %s%n"
              .formatted(
                  target.status(),
                  target.target(),
                  target.expires().map(Instant::toString).orElse("unknown"),
                  target.primaryPin().orElse("none")));
      target.activePins().stream()
          .filter(pin -> target.primaryPin().filter(pin::equals).isEmpty())
          .forEach(pin -> text.append("         also active ").append(pin).append('\n'));
      if (!target.detail().isEmpty()) {
        text.append("         ").append(target.detail()).append('\n');
      }
    }
    return text.toString();
  }

  static String json(PreflightReport report) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("good", report.isGood());
    ArrayNode checks = json.putArray("checks");
    for (Check check : report.checks()) {
      checks
          .addObject()
          .put("subject", check.subject())
          .put("name", check.name())
          .put("status", check.status().name())
          .put("detail", check.detail());
    }
    ArrayNode targets = json.putArray("targets");
    for (TargetStanding target : report.targets()) {
      ObjectNode row =
          targets
              .addObject()
              .put("target", target.target())
              .put("status", target.status().name())
              .put("primaryPin", target.primaryPin().orElse(null))
              .put("expires", target.expires().map(Instant::toString).orElse(null))
              .put("detail", target.detail());
      target.activePins().forEach(row.putArray("activePins")::add);
    }
    return Json.text(json);
  }
}
