package dev.pinwheel.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A report as a table for people. */
final class ReportText {

  private static final String GAP = "  ";

  private ReportText() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder(report.command());
    text.append(": ")
        .append(
            report.conditions().entrySet().stream()
                .map(condition -> condition.getKey() + " " + condition.getValue())
                .collect(Collectors.joining(", ")))
        .append("\n\n");
    table(report.rows()).forEach(line -> text.append(line).append('\n'));
    text.append('\n');
    report.ratios().forEach(ratio -> text.append(line(ratio)).append('\n'));
    return text.toString();
  }

  private static List<String> table(List<Map<String, Object>> rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.copyOf(columns));
    // what was not measured in a row is left blank
    rows.forEach(
        row -> cells.add(columns.stream().map(name -> cell(row.getOrDefault(name, ""))).toList()));
    List<String> lines = new ArrayList<>();
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int index = column;
        int width = cells.stream().mapToInt(other -> other.get(index).length()).max().orElse(0);
        // names to the left, figures to the right
        line.append(column == 0 ? "" : GAP)
            .append(String.format((column == 0 ? "%-" : "%") + width + "s", row.get(column)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String line(Ratio ratio) {
    String range =
        ratio.ratios().size() == 1
            ? ""
            : String.format(
                Locale.ROOT,
                " (%.2f to %.2f in %d pairs)",
                ratio.least(),
                ratio.most(),
                ratio.ratios().size());
    String target = ratio.target().isEmpty() ? "" : "; target " + ratio.target();
    return String.format(Locale.ROOT, "%s: %.2f%s%s", ratio.what(), ratio.median(), range, target);
  }

  private static String cell(Object value) {
    if (!(value instanceof Double number)) {
      return String.valueOf(value);
    }
    return String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.1f" : "%.0f", number);
  }
}
