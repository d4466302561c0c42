package dev.pinwheel.cli;

import dev.pinwheel.validator.file.ValidationReport;
import dev.pinwheel.validator.file.ValidationReport.Fault;
import dev.pinwheel.validator.file.ValidationReport.Step;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * A verdict drawn as the path, the anchor on top and the leaf at the bottom, with what is wrong
 * where. Lines are broken at spaces, and what is to be copied not at all.
 */
final class ChainTree {

  private static final int COLUMNS = 80;

  private final ValidationReport report;
  private final StringBuilder text = new StringBuilder();

  private ChainTree(ValidationReport report) {
    this.report = report;
  }

  static String text(ValidationReport report) {
    return new ChainTree(report).draw();
  }

  private String draw() {
    List<Step> path = report.path().reversed();
    int depth = 0;
    if (!report.reachesAnchor() && !path.isEmpty()) {
      line("", "", "?  " + missing(path.getFirst()));
      depth++;
    }
    for (Step step : path) {
      certificate(depth, step);
      depth++;
    }
    List<Fault> elsewhere =
        report.violations().stream().filter(fault -> fault.position() == null).toList();
    if (!elsewhere.isEmpty()) {
      line("", "", "The request as a whole");
      elsewhere.forEach(fault -> fault("   ", fault));
    }
    report.notes().forEach(note -> line("note: ", "      ", note.message()));
    verdict();
    return text.toString();
  }

  private static String missing(Step top) {
    return top.subject().equals(top.issuer())
        ? "no trust anchor above: the certificate below is its own issuer"
        : top.issuer() + " is missing";
  }

  private void certificate(int depth, Step step) {
    String branch = depth == 0 ? "" : "   ".repeat(depth - 1) + "└─ ";
    String indent = "   ".repeat(depth);
    List<Fault> faults =
        report.violations().stream()
            .filter(fault -> Objects.equals(fault.position(), step.position()))
            .toList();
    String mark = faults.isEmpty() ? "✓ " : "✗ ";
    line(branch + mark, indent + "  ", "%s  (%s)".formatted(step.subject(), origin(step)));
    line(
        indent + "  ",
        indent + "  ",
        "valid %s to %s, serial %s"
            .formatted(day(step.notBefore()), day(step.notAfter()), step.serialNumber()));
    faults.forEach(fault -> fault(indent + "  ", fault));
  }

  private static String origin(Step step) {
    return switch (step.origin()) {
      case "anchor" -> "trust anchor";
      case "intermediates" -> "added from the intermediates given";
      default -> "from the " + step.origin();
    };
  }

  private void fault(String indent, Fault fault) {
    line(indent + "✗ ", indent + "  ", "%s: %s".formatted(fault.code(), fault.message()));
    labelled(indent, "found", fault.measured());
    labelled(indent, "required", fault.required());
    labelled(indent, "rule", fault.citation());
    labelled(indent, "do", fault.remediation());
    if (fault.copy() != null) {
      line(indent + "  ", indent + "  ", fault.advice() + ":");
      // never broken: it is there to be copied
      text.append(indent).append("  ").append(fault.copy()).append(System.lineSeparator());
    }
  }

  private void labelled(String indent, String label, String value) {
    if (value != null) {
      String start = indent + "  %-9s".formatted(label);
      line(start, " ".repeat(start.length()), value);
    }
  }

  private void verdict() {
    String policy = "%s %s".formatted(report.policy().name(), report.policy().version());
    int count = report.violations().size();
    line(
        "",
        "  ",
        report.valid()
            ? "VALID at %s by %s".formatted(report.at(), policy)
            : "REFUSED at %s by %s: %d violation%s"
                .formatted(report.at(), policy, count, count == 1 ? "" : "s"));
  }

  /**
   * One line, or several where it is too long; a word that is too long stays whole, and so does a
   * number sign with the word before it, as in PKCS #7.
   */
  private void line(String first, String rest, String content) {
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : content.split(" (?!#)", -1)) {
      if (!empty && line.length() + 1 + word.length() > COLUMNS) {
        text.append(line).append(System.lineSeparator());
        line = new StringBuilder(rest);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    text.append(line).append(System.lineSeparator());
  }

  private static String day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
