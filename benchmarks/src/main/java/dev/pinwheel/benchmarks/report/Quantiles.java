package dev.pinwheel.benchmarks.report;

import java.util.Collection;
import java.util.List;

/**
 * Quantiles of latencies in milliseconds, by nearest rank: each is a latency that was measured.
 *
 * @param count how many were measured
 */
public record Quantiles(int count, double p50, double p95, double p99, double max) {

  /** Of at least one latency. */
  public static Quantiles of(Collection<Double> milliseconds) {
    double[] sorted = milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Quantiles(
        sorted.length,
        nearestRank(sorted, 0.5),
        nearestRank(sorted, 0.95),
        nearestRank(sorted, 0.99),
        nearestRank(sorted, 1));
  }

  /** The middle value; the mean of the two in the middle where their number is even. */
  public static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    requireSome(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double nearestRank(double[] sorted, double quantile) {
    requireSome(sorted);
    return sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
  }

  private static void requireSome(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }
}
