package dev.pinwheel.benchmarks.engine;

import dev.pinwheel.benchmarks.report.Output;
import dev.pinwheel.benchmarks.report.Quantiles;
import dev.pinwheel.benchmarks.report.Ratio;
import dev.pinwheel.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Latency of one hop through an engine. */
@Command(
    name = "hop",
    mixinStandardHelpOptions = true,
    description =
        "Latency of one hop, producer to stage to read_committed reader, with the engine's producer"
            + " settings and with Kafka's default retry.backoff.ms.")
public final class HopCommand implements Callable<Integer> {

  private static final String OURS = "Pinwheel's settings";
  private static final String DEFAULTS = "Kafka's default";

  private static final Map<String, Map<String, Object>> SETTINGS =
      Map.of(
          OURS, Map.of(), DEFAULTS, Map.of("retry.backoff.ms", 100, "retry.backoff.max.ms", 1_000));

  /** Seconds before the figures count. */
  private static final int WARM_UP = 3;

  @Mixin private Output output;

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "N",
      defaultValue = "200,1000",
      description = "Records a second; several with commas. Default: ${DEFAULT-VALUE}.")
  private List<Integer> rates;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long each run is measured. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--pairs",
      defaultValue = "3",
      description = "How often either is measured, in turns. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Override
  public Integer call() throws InterruptedException {
    output.logToFile();
    Report report = Report.of("hop").with("seconds", seconds).with("pairs", pairs);
    try (Bench bench = new Bench()) {
      latencies(bench, "unmeasured", OURS, rates.getLast()); // warms this process and the broker
      for (int rate : rates) {
        measure(bench, rate, report);
      }
    }
    output.print(report);
    return 0;
  }

  private void measure(Bench bench, int rate, Report report) throws InterruptedException {
    Map<String, List<Quantiles>> found = new LinkedHashMap<>();
    List<String> order = new ArrayList<>(List.of(OURS, DEFAULTS));
    for (int pair = 0; pair < pairs; pair++) {
      for (String settings : order) {
        Quantiles quantiles =
            latencies(bench, "hop-%d-%d-%d".formatted(rate, pair, found.size()), settings, rate);
        output.say(
            "%d/s, %s: p50 %.1f ms, p99 %.1f ms"
                .formatted(rate, settings, quantiles.p50(), quantiles.p99()));
        found.computeIfAbsent(settings, unused -> new ArrayList<>()).add(quantiles);
      }
      Collections.reverse(order);
    }
    found.forEach(
        (settings, runs) ->
            report.row(
                "settings", settings,
                "records/s", rate,
                "p50 ms", median(runs, Quantiles::p50),
                "p95 ms", median(runs, Quantiles::p95),
                "p99 ms", median(runs, Quantiles::p99)));
    report.ratio(
        Ratio.of(
            "%d/s, p50, ours / default".formatted(rate),
            found.get(OURS).stream().map(Quantiles::p50).toList(),
            found.get(DEFAULTS).stream().map(Quantiles::p50).toList(),
            ""));
    report.ratio(
        Ratio.of(
            "%d/s, p99, ours / default".formatted(rate),
            found.get(OURS).stream().map(Quantiles::p99).toList(),
            found.get(DEFAULTS).stream().map(Quantiles::p99).toList(),
            "at most 0.33"));
  }

  private Quantiles latencies(Bench bench, String name, String settings, int rate)
      throws InterruptedException {
    String unique = name + (settings.equals(OURS) ? "-ours" : "-default");
    return Quantiles.of(
        new HopRun(bench, unique, SETTINGS.get(settings))
            .latencies(rate, WARM_UP * rate, seconds * rate));
  }

  private static double median(
      List<Quantiles> runs, java.util.function.ToDoubleFunction<Quantiles> which) {
    return Quantiles.median(runs.stream().map(run -> which.applyAsDouble(run)).toList());
  }
}
