package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.benchmarks.report.Quantiles;
import dev.pinwheel.benchmarks.report.Ratio;
import dev.pinwheel.benchmarks.report.Report;
import dev.pinwheel.stack.LocalStack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/**
 * What one program did in its rounds. A round is a burst, asked for at once, and a few rotations
 * with nothing else going on, one after another.
 */
final class Contest {

  private static final int ALONE = 10;

  private final Rotator rotator;
  private final int burst;
  private final World world;
  private final LocalStack stack;
  private final Clock clock;
  private final List<Double> rates = new ArrayList<>();
  private final List<Quantiles> bursts = new ArrayList<>();
  private final List<Double> alone = new ArrayList<>();
  private final List<Double> cpuMillis = new ArrayList<>();

  Contest(Rotator rotator, int burst, World world, LocalStack stack, Clock clock) {
    this.rotator = rotator;
    this.burst = burst;
    this.world = world;
    this.stack = stack;
    this.clock = clock;
  }

  /** Some rotations that do not count. */
  void warmUp(int count) throws IOException, InterruptedException {
    rotator.rotate(rotations(Math.min(count, burst)));
  }

  /** One more round; what it showed. */
  String round() throws IOException, InterruptedException {
    List<Rotation> rotations = rotations(burst);
    Duration cpu = CpuTime.used();
    Instant asked = clock.instant();
    Collection<Instant> told = rotator.rotate(rotations).values();
    cpuMillis.add(CpuTime.used().minus(cpu).toNanos() / 1e6 / burst);
    Instant end = told.stream().max(Instant::compareTo).orElseThrow();
    rates.add(burst / (milliseconds(asked, end) / 1000));
    bursts.add(Quantiles.of(told.stream().map(at -> milliseconds(asked, at)).toList()));
    for (Rotation rotation : rotations(ALONE)) {
      Instant single = clock.instant();
      Map<UUID, Instant> answer = rotator.rotate(List.of(rotation));
      alone.add(milliseconds(single, answer.get(rotation.rotationId())));
    }
    return "%s: %.1f rotations/s, p99 %.0f ms"
        .formatted(rotator.name(), rates.getLast(), bursts.getLast().p99());
  }

  void report(Report report) {
    report.row(
        "program", rotator.name(),
        "rotations", burst,
        "rotations/s", Quantiles.median(rates),
        "p50 ms", median(Quantiles::p50),
        "p99 ms", median(Quantiles::p99),
        "alone p50 ms", Quantiles.of(alone).p50(),
        "alone max ms", Quantiles.of(alone).max(),
        "CPU ms each", Quantiles.median(cpuMillis));
  }

  /** Adds the ratios of this program to another. */
  void compare(Contest baseline, Report report) {
    String names = rotator.name() + " / " + baseline.rotator.name();
    report.ratio(Ratio.of("rotations/s, " + names, rates, baseline.rates, ""));
    if (burst == baseline.burst) {
      report.ratio(
          Ratio.of(
              "p99 of the burst, " + names,
              bursts.stream().map(Quantiles::p99).toList(),
              baseline.bursts.stream().map(Quantiles::p99).toList(),
              ""));
    }
    report.ratio(
        Ratio.of(
            "one rotation alone, p50, " + names,
            List.of(Quantiles.of(alone).p50()),
            List.of(Quantiles.of(baseline.alone).p50()),
            ""));
  }

  private List<Rotation> rotations(int count) {
    return world.rotations(stack.simulators().platform(), count);
  }

  private double median(ToDoubleFunction<Quantiles> which) {
    return Quantiles.median(bursts.stream().map(run -> which.applyAsDouble(run)).toList());
  }

  private static double milliseconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
