package dev.pinwheel.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found; printed as a table or as JSON.
 *
 * @param command its name
 * @param conditions what it ran with
 * @param rows figures, each row with the same columns
 * @param ratios what the figures mean
 */
public record Report(
    String command,
    Map<String, Object> conditions,
    List<Map<String, Object>> rows,
    List<Ratio> ratios) {

  /** An empty report, to be filled. */
  public static Report of(String command) {
    Report report =
        new Report(command, new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    return report.with("cores", Runtime.getRuntime().availableProcessors());
  }

  /** Adds a condition. */
  public Report with(String condition, Object value) {
    conditions.put(condition, value);
    return this;
  }

  /** Adds a row: column, value, column, value … */
  public void row(Object... columnsAndValues) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < columnsAndValues.length; i += 2) {
      row.put(columnsAndValues[i].toString(), columnsAndValues[i + 1]);
    }
    rows.add(row);
  }

  public void ratio(Ratio ratio) {
    ratios.add(ratio);
  }
}
