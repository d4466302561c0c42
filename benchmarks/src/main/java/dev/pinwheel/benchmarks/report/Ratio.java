package dev.pinwheel.benchmarks.report;

import java.util.List;

/**
 * A figure divided by its baseline's, pair by pair.
 *
 * @param what what is divided by what
 * @param ratios one for each pair, in the order in which they were measured
 * @param median over the pairs
 * @param least smallest
 * @param most largest
 * @param target what it should be; empty where there is none
 */
public record Ratio(
    String what, List<Double> ratios, double median, double least, double most, String target) {

  /**
   * Divides pair by pair.
   *
   * @param ours at least one figure, in the order of the pairs
   * @param baseline as many
   */
  public static Ratio of(String what, List<Double> ours, List<Double> baseline, String target) {
    if (ours.isEmpty() || ours.size() != baseline.size()) {
      throw new IllegalArgumentException("ratios are made of pairs");
    }
    List<Double> ratios =
        java.util.stream.IntStream.range(0, ours.size())
            .mapToObj(i -> ours.get(i) / baseline.get(i))
            .toList();
    return new Ratio(
        what,
        ratios,
        Quantiles.median(ratios),
        ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
        target);
  }
}
