package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.benchmarks.report.Output;
import dev.pinwheel.benchmarks.report.Quantiles;
import dev.pinwheel.benchmarks.report.Ratio;
import dev.pinwheel.benchmarks.report.Report;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.StackOptions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Latency of the whole way at a fixed rate. */
@Command(
    name = "rate",
    mixinStandardHelpOptions = true,
    description =
        "Asks for rotations over HTTP at a fixed rate, one in each request: from when each is due"
            + " to its delivered webhook. Beside it a plain program at the same rate, and the same"
            + " pipeline with Kafka's default retry.backoff.ms.")
public final class RateCommand implements Callable<Integer> {

  private static final String OURS = "Pinwheel";
  private static final String DEFAULTS = "Pinwheel, Kafka's default";
  private static final String PLAIN = "plain, a thread each";
  private static final Duration LAST_LIMIT = Duration.ofMinutes(2);

  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();

  @Mixin private Output output;

  @Option(
      names = "--per-second",
      defaultValue = "100",
      description = "Rotations begun in a second. Default: ${DEFAULT-VALUE}.")
  private int perSecond;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "How long each program is measured. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "60",
      description = "Seconds before the figures count. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--latency",
      defaultValue = "0ms",
      description = "How long the platform takes for each call. Default: ${DEFAULT-VALUE}.")
  private Duration latency;

  @Override
  public Integer call() throws IOException, InterruptedException {
    output.logToFile();
    Report report =
        Report.of("rate")
            .with("rotations/s", perSecond)
            .with("seconds", seconds)
            .with("latency", latency.toMillis() + " ms");
    Map<String, Quantiles> found = new ConcurrentHashMap<>();
    measure(Stacks.withKafkaDefaults(latency), DEFAULTS, false, found, report);
    measure(Stacks.options(latency), OURS, true, found, report);
    for (String baseline : List.of(DEFAULTS, PLAIN)) {
      ratio(report, "p50", Quantiles::p50, found, baseline);
      ratio(report, "p99", Quantiles::p99, found, baseline);
    }
    output.print(report);
    return 0;
  }

  private void measure(
      StackOptions options,
      String name,
      boolean besidePlain,
      Map<String, Quantiles> found,
      Report report)
      throws IOException, InterruptedException {
    World world = new World(clock.instant(), random);
    try (LocalStack stack = LocalStack.start(options, world.trusted(), clock, random, output::say);
        Steps steps = Steps.follow(stack);
        PinwheelRotator pinwheel = new PinwheelRotator(stack, steps);
        PlainProgram plain = new PlainProgram(stack, clock)) {
      OpenLoop.Beginning ask = rotation -> pinwheel.submit(List.of(rotation));
      pinwheelRate(world, stack, steps, ask, warmUp);
      output.say(name + " is warm");
      OpenLoopResult result = pinwheelRate(world, stack, steps, ask, seconds);
      found.put(name, result.quantiles());
      row(report, name, "due to told", result.quantiles());
      if (besidePlain) {
        ways(result.rotations(), steps)
            .forEach((way, quantiles) -> row(report, "  " + name, way, quantiles));
        plainRate(world, stack, plain, warmUp);
        Quantiles quantiles = plainRate(world, stack, plain, seconds);
        found.put(PLAIN, quantiles);
        row(report, PLAIN, "due to told", quantiles);
      }
    }
  }

  private record OpenLoopResult(List<Rotation> rotations, Quantiles quantiles) {}

  private OpenLoopResult pinwheelRate(
      World world, LocalStack stack, Steps steps, OpenLoop.Beginning ask, int time)
      throws InterruptedException {
    List<Rotation> rotations = world.rotations(stack.simulators().platform(), perSecond * time);
    OpenLoop loop = new OpenLoop(perSecond, clock);
    loop.run(rotations, ask);
    List<UUID> ids = rotations.stream().map(Rotation::rotationId).toList();
    steps.awaitTold(ids, LAST_LIMIT);
    Map<UUID, Instant> told =
        ids.stream().collect(Collectors.toMap(Function.identity(), id -> steps.of(id).told()));
    return new OpenLoopResult(rotations, loop.latencies(rotations, told));
  }

  private Quantiles plainRate(World world, LocalStack stack, PlainProgram plain, int time)
      throws InterruptedException {
    List<Rotation> rotations = world.rotations(stack.simulators().platform(), perSecond * time);
    OpenLoop loop = new OpenLoop(perSecond, clock);
    Map<UUID, Instant> told = new ConcurrentHashMap<>();
    loop.run(rotations, rotation -> told.put(rotation.rotationId(), plain.rotate(rotation)));
    return loop.latencies(rotations, told);
  }

  /** Where the time goes: the parts of the way, by the events' own instants. */
  private static Map<String, Quantiles> ways(List<Rotation> rotations, Steps steps) {
    List<Steps.Step> all =
        rotations.stream().map(rotation -> steps.of(rotation.rotationId())).toList();
    Map<String, Quantiles> ways = new java.util.LinkedHashMap<>();
    ways.put("accepted to validated", between(all, Steps.Step::requested, Steps.Step::validated));
    ways.put("validated to applied", between(all, Steps.Step::validated, Steps.Step::applied));
    ways.put("applied to told", between(all, Steps.Step::applied, Steps.Step::told));
    ways.put("accepted to told", between(all, Steps.Step::requested, Steps.Step::told));
    return ways;
  }

  private static Quantiles between(
      List<Steps.Step> steps,
      Function<Steps.Step, Instant> from,
      Function<Steps.Step, Instant> to) {
    return Quantiles.of(
        steps.stream()
            .map(step -> Duration.between(from.apply(step), to.apply(step)).toNanos() / 1e6)
            .toList());
  }

  private static void row(Report report, String name, String way, Quantiles quantiles) {
    report.row(
        "program", name,
        "from to", way,
        "p50 ms", quantiles.p50(),
        "p95 ms", quantiles.p95(),
        "p99 ms", quantiles.p99(),
        "max ms", quantiles.max());
  }

  private static void ratio(
      Report report,
      String quantile,
      Function<Quantiles, Double> which,
      Map<String, Quantiles> found,
      String baseline) {
    report.ratio(
        Ratio.of(
            "%s, %s / %s".formatted(quantile, OURS, baseline),
            List.of(which.apply(found.get(OURS))),
            List.of(which.apply(found.get(baseline))),
            ""));
  }
}
