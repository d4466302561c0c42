package dev.pinwheel.benchmarks.engine;

import dev.pinwheel.benchmarks.BuildFolder;
import dev.pinwheel.benchmarks.report.Output;
import dev.pinwheel.benchmarks.report.Quantiles;
import dev.pinwheel.benchmarks.report.Ratio;
import dev.pinwheel.benchmarks.report.Report;
import dev.pinwheel.schemas.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Throughput of an engine whose handlers only wait. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description =
        "Records whose handler only waits, keys spread over 5,000, 6 partitions: Pinwheel's engine"
            + " (exactly once) beside Confluent's Parallel Consumer (key order, at least once) and"
            + " the ideal, concurrency / wait.")
public final class EngineCommand implements Callable<Integer> {

  private static final String PARALLEL_CONSUMER = "Parallel Consumer, at least once";
  private static final String ENGINE = "Pinwheel, exactly once";
  private static final String PUBLISHING = "Pinwheel, exactly once, an output each";

  @Mixin private Output output;

  @Option(
      names = "--wait",
      split = ",",
      paramLabel = "DURATION",
      defaultValue = "5ms,50ms",
      description = "How long a handler waits; several with commas. Default: ${DEFAULT-VALUE}.")
  private List<Duration> waits;

  @Option(
      names = "--concurrency",
      defaultValue = "100",
      description = "Records handled at once. Default: ${DEFAULT-VALUE}.")
  private int concurrency;

  @Option(
      names = "--records",
      description = "Records to measure. Default: what the ideal handles in 6 s.")
  private int records;

  @Option(
      names = "--pairs",
      defaultValue = "3",
      description = "How often every program runs, in turns. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(
      names = "--parallel-consumer",
      paramLabel = "JAR",
      description = "The program of benchmarks/parallel-consumer. Default: from its target folder.")
  private Path parallelConsumer =
      BuildFolder.target()
          .resolveSibling("parallel-consumer")
          .resolve("target/benchmarks-parallel-consumer-0.1.0-SNAPSHOT.jar");

  @Override
  public Integer call() throws InterruptedException {
    output.logToFile();
    if (!Files.exists(parallelConsumer)) {
      throw new IllegalStateException(
          "no " + parallelConsumer + ": build benchmarks/parallel-consumer first");
    }
    Report report = Report.of("engine").with("concurrency", concurrency).with("pairs", pairs);
    try (Bench bench = new Bench()) {
      for (Duration wait : waits) {
        measure(bench, wait, report);
      }
    }
    output.print(report);
    return 0;
  }

  private void measure(Bench bench, Duration wait, Report report) throws InterruptedException {
    double ideal = concurrency * 1000.0 / wait.toMillis();
    int measured = records > 0 ? records : (int) (ideal * 6);
    int warmUp = (int) (ideal * 4);
    Topic input = bench.topic("input-" + wait.toMillis());
    Topic outputs = bench.topic("output-" + wait.toMillis());
    output.say("%d records for a wait of %d ms".formatted(warmUp + measured, wait.toMillis()));
    bench.fill(input, warmUp + measured);
    List<String> arguments =
        List.of(
            bench.bootstrapServers(),
            input.name(),
            Long.toString(wait.toMillis()),
            Integer.toString(concurrency),
            Integer.toString(warmUp),
            Integer.toString(measured));
    // ten times as long as the ideal, and the start of a JVM on a busy machine
    Duration limit = Duration.ofSeconds(60 + (long) (10 * (warmUp + measured) / ideal));
    Map<String, List<Program.Result>> results = new LinkedHashMap<>();
    List<Program> programs = new ArrayList<>(programs(outputs));
    for (int pair = 0; pair < pairs; pair++) {
      for (Program program : programs) {
        Program.Result result = program.run(arguments, limit);
        output.say("%s: %.0f records/s".formatted(program.name(), result.perSecond()));
        results.computeIfAbsent(program.name(), unused -> new ArrayList<>()).add(result);
      }
      Collections.reverse(programs);
    }
    add(report, wait.toMillis(), ideal, results);
  }

  private List<Program> programs(Topic outputs) {
    String own = System.getProperty("java.class.path");
    String main = EngineProgram.class.getName();
    return List.of(
        new Program(ENGINE, own, main, List.of()),
        new Program(
            PARALLEL_CONSUMER,
            parallelConsumer.toString(),
            "dev.pinwheel.benchmarks.parallelconsumer.ParallelConsumerMain",
            List.of()),
        new Program(PUBLISHING, own, main, List.of(outputs.name())));
  }

  private static void add(
      Report report, long wait, double ideal, Map<String, List<Program.Result>> results) {
    row(report, wait, "ideal", ideal, ideal, 0);
    results.forEach(
        (name, runs) ->
            row(
                report,
                wait,
                name,
                ideal,
                Quantiles.median(perSecond(runs)),
                Quantiles.median(runs.stream().map(Program.Result::cpuMicros).toList())));
    List<Double> baseline = perSecond(results.get(PARALLEL_CONSUMER));
    for (String ours : List.of(ENGINE, PUBLISHING)) {
      report.ratio(
          Ratio.of(
              "%d ms, records/s, %s / Parallel Consumer".formatted(wait, ours),
              perSecond(results.get(ours)),
              baseline,
              "at least 1"));
    }
  }

  private static void row(
      Report report, long wait, String program, double ideal, double perSecond, double cpuMicros) {
    report.row(
        "wait ms", wait,
        "program", program,
        "records/s", perSecond,
        "% of ideal", 100 * perSecond / ideal,
        "CPU µs/record", cpuMicros);
  }

  private static List<Double> perSecond(List<Program.Result> runs) {
    return runs.stream().map(Program.Result::perSecond).toList();
  }
}
