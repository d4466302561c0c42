package dev.pinwheel.cli;

import dev.pinwheel.validator.file.ValidationReport;
import dev.pinwheel.validator.file.ValidationReport.Fault;
import dev.pinwheel.validator.file.ValidationReport.Step;
import java.util.List;

/** A verdict drawn as the path, the anchor on top, with what is wrong where. */
final class ChainTree {

  private ChainTree() {}

  static String text(ValidationReport report) {
    StringBuilder text = new StringBuilder();
    List<Step> path = report.path().reversed();
    for (int depth = 0; depth < path.size(); depth++) {
      Step step = path.get(depth);
      String indent = "   ".repeat(depth);
      text.append(
          "%s%s  (%s)%n"
              .formatted(
                  depth == 0 ? "" : "   ".repeat(depth - 1) + "└─ ",
                  step.subject(),
                  step.origin()));
      text.append("%s  valid %s to %s%n".formatted(indent, step.notBefore(), step.notAfter()));
      for (Fault fault : report.violations()) {
        if (fault.position() != null && fault.position() == step.position()) {
          text.append(fault(indent + "  ", fault));
        }
      }
    }
    report.violations().stream()
        .filter(fault -> fault.position() == null)
        .forEach(fault -> text.append(fault("", fault)));
    report.notes().forEach(note -> text.append("note: %s%n".formatted(note.message())));
    text.append(verdict(report));
    return text.toString();
  }

  private static String fault(String indent, Fault fault) {
    StringBuilder text = new StringBuilder();
    text.append("%s✗ %s: %s%n".formatted(indent, fault.code(), fault.message()));
    if (fault.measured() != null && fault.required() != null) {
      text.append(
          "%s    found %s, required %s%n".formatted(indent, fault.measured(), fault.required()));
    }
    text.append("%s    rule: %s%n".formatted(indent, fault.citation()));
    text.append("%s    do: %s%n".formatted(indent, fault.remediation()));
    return text.toString();
  }

  private static String verdict(ValidationReport report) {
    return report.valid()
        ? "VALID at %s by %s %s%n"
            .formatted(report.at(), report.policy().name(), report.policy().version())
        : "REFUSED at %s by %s %s: %d violation%s%n"
            .formatted(
                report.at(),
                report.policy().name(),
                report.policy().version(),
                report.violations().size(),
                report.violations().size() == 1 ? "" : "s");
  }
}
