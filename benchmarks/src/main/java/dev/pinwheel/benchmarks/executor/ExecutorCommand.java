package dev.pinwheel.benchmarks.executor;

import dev.pinwheel.benchmarks.report.Output;
import dev.pinwheel.benchmarks.report.Quantiles;
import dev.pinwheel.benchmarks.report.Ratio;
import dev.pinwheel.benchmarks.report.Report;
import dev.pinwheel.runtime.service.RunningService;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Throughput of the executor, and what one stuck target does to the others. */
@Command(
    name = "executor",
    mixinStandardHelpOptions = true,
    description =
        "The executor alone, before a platform that takes its time for every call; a rotation is"
            + " three calls one after another. The ideal is concurrency / (3 x latency).")
public final class ExecutorCommand implements Callable<Integer> {

  private static final int CALLS = 3;

  /** So long a run lasts at the ideal: with few at once, fewer rotations are enough. */
  private static final int IDEAL_SECONDS = 6;

  private static final int FEWEST = 30;
  private static final int ISOLATION_CONCURRENCY = 64;
  private static final Duration SHORT_LATENCY = Duration.ofMillis(5);

  @Mixin private Output output;

  @Option(
      names = "--latency",
      split = ",",
      paramLabel = "DURATION",
      defaultValue = "50ms,200ms",
      description = "How long each call takes. Default: ${DEFAULT-VALUE}.")
  private List<Duration> latencies;

  @Option(
      names = "--concurrency",
      split = ",",
      defaultValue = "1,8,64,512",
      description = "Rotations at once. Default: ${DEFAULT-VALUE}.")
  private List<Integer> concurrencies;

  @Option(
      names = "--targets",
      defaultValue = "1000",
      description = "Most rotations of a run. Default: ${DEFAULT-VALUE}.")
  private int targets;

  @Option(
      names = "--per-second",
      defaultValue = "40",
      description = "Rotations begun each second beside the stuck one. Default: ${DEFAULT-VALUE}.")
  private int perSecond;

  @Option(
      names = "--stuck",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description = "How long one target does not answer. Default: ${DEFAULT-VALUE}.")
  private Duration stuck;

  @Option(
      names = "--pairs",
      defaultValue = "2",
      description = "Runs with and without the stuck target. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--outage",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description = "How long the platform answers 503 to everybody. Default: ${DEFAULT-VALUE}.")
  private Duration outage;

  @Option(
      names = "--queued",
      defaultValue = "5000",
      description =
          "Rotations asked for during the outage; 0: no outage. Default: ${DEFAULT-VALUE}.")
  private int queued;

  @Option(
      names = "--calls-per-minute",
      defaultValue = "12000",
      description = "The executor's limit then. Default: ${DEFAULT-VALUE}.")
  private int callsPerMinute;

  @Override
  public Integer call() throws InterruptedException, IOException {
    output.logToFile();
    Report report =
        Report.of("executor").with("targets", targets).with("calls of a rotation", CALLS);
    Orders orders = new Orders();
    try (ExecutorBench bench = new ExecutorBench()) {
      for (Duration latency : latencies) {
        for (int concurrency : concurrencies) {
          throughput(bench, orders, latency, concurrency, report);
        }
      }
      isolation(bench, orders, report);
      if (queued > 0) {
        storm(bench, orders, report);
      }
    }
    output.print(report);
    return 0;
  }

  private void throughput(
      ExecutorBench bench, Orders orders, Duration latency, int concurrency, Report report)
      throws InterruptedException {
    double ideal = concurrency * 1000.0 / (CALLS * latency.toMillis());
    int measured = Math.clamp((int) (ideal * IDEAL_SECONDS), FEWEST, targets);
    output.say(
        "%d rotations, %d at once, %d ms a call"
            .formatted(measured, concurrency, latency.toMillis()));
    try (GenesysCloudSimulator platform = bench.platform(latency);
        RunningService executor = bench.executor(platform, concurrency, Map.of());
        ExecutorRun run = new ExecutorRun(bench, executor)) {
      run.burst(orders.make(platform, Math.clamp(concurrency, FEWEST, targets)));
      ExecutorRun.Burst burst = run.burst(orders.make(platform, measured));
      report.row(
          "latency ms", latency.toMillis(),
          "at once", concurrency,
          "rotations", measured,
          "rotations/s", burst.perSecond(),
          "% of ideal", 100 * burst.perSecond() / ideal,
          "CPU ms each", burst.cpuMillis(),
          "heap MiB", burst.heapMebibytes());
    }
  }

  private void isolation(ExecutorBench bench, Orders orders, Report report)
      throws InterruptedException {
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      without.add(p99(bench, orders, false));
      with.add(p99(bench, orders, true));
    }
    report.ratio(
        Ratio.of(
            "p99 of %d rotations/s, one target stuck for %d s / none"
                .formatted(perSecond, stuck.toSeconds()),
            with,
            without,
            "at most 1.1"));
  }

  /** What is queued behind an outage must not fall upon the platform when it is back. */
  private void storm(ExecutorBench bench, Orders orders, Report report)
      throws InterruptedException {
    output.say("%d rotations behind an outage of %d s".formatted(queued, outage.toSeconds()));
    Clock clock = Clock.systemUTC();
    CallsPerSecond calls = new CallsPerSecond(clock);
    try (GenesysCloudSimulator platform = bench.platform(SHORT_LATENCY);
        RunningService executor =
            bench.executor(
                platform,
                ISOLATION_CONCURRENCY,
                Map.of("rate.limit.per.minute", Integer.toString(callsPerMinute)));
        ExecutorRun run = new ExecutorRun(bench, executor)) {
      run.burst(orders.make(platform, ISOLATION_CONCURRENCY));
      List<ChainValidated> behind = orders.make(platform, queued);
      platform.onCall(calls);
      platform
          .faults()
          .add(FaultMatch.ANY, Fault.status(503).withRetryAfter("5"), FaultPlan.UNLIMITED);
      Instant began = clock.instant();
      behind.forEach(run::send);
      Thread.sleep(Duration.between(clock.instant(), began.plus(outage)));
      platform.faults().clear();
      Instant back = clock.instant();
      double drained = Duration.between(back, run.lastOf(behind)).toMillis() / 1e3;
      double limit = callsPerMinute / 60.0;
      report.ratio(
          Ratio.of(
              "time from the end of an outage of %d s until %d rotations are applied / the least"
                      .formatted(outage.toSeconds(), queued)
                  + " that %d calls a minute allow".formatted(callsPerMinute),
              List.of(drained),
              List.of(CALLS * queued / limit),
              "at most 1.5"));
      report.ratio(
          Ratio.of(
              "most calls in a second during and after it / the limit",
              List.of((double) calls.most()),
              List.of(limit),
              "at most 2"));
    }
  }

  private double p99(ExecutorBench bench, Orders orders, boolean oneIsStuck)
      throws InterruptedException {
    Duration latency = latencies.getFirst();
    output.say(oneIsStuck ? "beside a stuck target" : "with no stuck target");
    try (GenesysCloudSimulator platform = bench.platform(latency);
        RunningService executor = bench.executor(platform, ISOLATION_CONCURRENCY, Map.of());
        ExecutorRun run = new ExecutorRun(bench, executor)) {
      run.burst(orders.make(platform, ISOLATION_CONCURRENCY));
      List<ChainValidated> others =
          orders.make(platform, Math.toIntExact(perSecond * stuck.toSeconds()));
      if (oneIsStuck) {
        ChainValidated one = orders.make(platform, 1).getFirst();
        run.hang(platform, one.getTarget().getId());
        run.send(one);
      }
      Quantiles latencyOfOthers = Quantiles.of(run.openLoop(others, perSecond));
      output.say("p99 %.1f ms".formatted(latencyOfOthers.p99()));
      return latencyOfOthers.p99();
    }
  }
}
