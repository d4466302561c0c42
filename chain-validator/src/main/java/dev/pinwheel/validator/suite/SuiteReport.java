package dev.pinwheel.validator.suite;

import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.validator.suite.SuiteResult.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What became of every case of a suite, in its order. */
public record SuiteReport(List<SuiteResult> results) {

  public SuiteReport {
    results = List.copyOf(results);
  }

  /**
   * For JSON; the names of the fields are public.
   *
   * @param codes by id, why each chain of a disagreement was refused; none where it was accepted
   */
  public record Summary(
      int agreed,
      List<String> falseAccepts,
      List<String> falseRejects,
      List<String> unsupported,
      Map<String, List<ViolationCode>> codes) {}

  public Summary summary() {
    return new Summary(
        ids(Outcome.AGREED).size(),
        ids(Outcome.FALSE_ACCEPT),
        ids(Outcome.FALSE_REJECT),
        ids(Outcome.UNSUPPORTED),
        codes());
  }

  /** A table with a line for each name space, and below it the ids of every disagreement. */
  public String text() {
    Map<String, Map<Outcome, Long>> counts =
        results.stream()
            .collect(Collectors.groupingBy(SuiteResult::nameSpace, TreeMap::new, counting()));
    StringBuilder text = new StringBuilder();
    line(text, "name space", "agreed", "false accept", "false reject", "unsupported");
    counts.forEach((nameSpace, count) -> row(text, nameSpace.isEmpty() ? "-" : nameSpace, count));
    row(text, "all", results.stream().collect(counting()));
    listed(text, "false accepts", Outcome.FALSE_ACCEPT);
    listed(text, "false rejects", Outcome.FALSE_REJECT);
    listed(text, "unsupported, not judged", Outcome.UNSUPPORTED);
    return text.toString();
  }

  private static Collector<SuiteResult, ?, Map<Outcome, Long>> counting() {
    return Collectors.groupingBy(SuiteResult::outcome, Collectors.counting());
  }

  private void listed(StringBuilder text, String title, Outcome outcome) {
    List<SuiteResult> some = results.stream().filter(one -> one.outcome() == outcome).toList();
    if (!some.isEmpty()) {
      text.append('\n').append(title).append(":\n");
      some.forEach(
          one ->
              text.append("  ")
                  .append(one.id())
                  .append(one.codes().isEmpty() ? "" : "  " + one.codes())
                  .append('\n'));
    }
  }

  private Map<String, List<ViolationCode>> codes() {
    Map<String, List<ViolationCode>> codes = new LinkedHashMap<>();
    for (SuiteResult one : results) {
      if (one.outcome() == Outcome.FALSE_ACCEPT || one.outcome() == Outcome.FALSE_REJECT) {
        codes.put(one.id(), one.codes());
      }
    }
    return codes;
  }

  private List<String> ids(Outcome outcome) {
    return results.stream().filter(one -> one.outcome() == outcome).map(SuiteResult::id).toList();
  }

  private static void row(StringBuilder text, String name, Map<Outcome, Long> counts) {
    line(
        text,
        name,
        counts.getOrDefault(Outcome.AGREED, 0L),
        counts.getOrDefault(Outcome.FALSE_ACCEPT, 0L),
        counts.getOrDefault(Outcome.FALSE_REJECT, 0L),
        counts.getOrDefault(Outcome.UNSUPPORTED, 0L));
  }

  private static void line(StringBuilder text, Object... cells) {
    text.append("%-16s %8s %13s %13s %12s%n".formatted(cells));
  }
}
