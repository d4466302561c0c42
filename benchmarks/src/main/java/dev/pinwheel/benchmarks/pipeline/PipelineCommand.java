package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.benchmarks.report.Output;
import dev.pinwheel.benchmarks.report.Report;
import dev.pinwheel.stack.LocalStack;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole way, beside a plain program. */
@Command(
    name = "pipeline",
    mixinStandardHelpOptions = true,
    description =
        "Rotations through the whole local stack, beside a plain program that does token, GET,"
            + " PATCH and webhook one after another, alone and in 64 threads, against the same"
            + " simulators.")
public final class PipelineCommand implements Callable<Integer> {

  private static final int THREADS = 64;

  @Mixin private Output output;

  @Option(
      names = "--rotations",
      defaultValue = "1500",
      description = "Rotations asked for at once. Default: ${DEFAULT-VALUE}.")
  private int rotations;

  @Option(
      names = "--sequential",
      defaultValue = "40",
      description = "Rotations that the sequential program does. Default: ${DEFAULT-VALUE}.")
  private int sequential;

  @Option(
      names = "--latency",
      defaultValue = "50ms",
      description = "How long the platform takes for each call. Default: ${DEFAULT-VALUE}.")
  private Duration latency;

  @Option(
      names = "--warm-up",
      defaultValue = "1500",
      description =
          "Rotations before the figures count, at most as many as a program does in a round."
              + " Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--pairs",
      defaultValue = "3",
      description = "How often every program runs, in turns. Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    output.logToFile();
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    World world = new World(clock.instant(), random);
    try (LocalStack stack =
            LocalStack.start(Stacks.options(latency), world.trusted(), clock, random, output::say);
        Steps steps = Steps.follow(stack);
        PinwheelRotator pinwheel = new PinwheelRotator(stack, steps);
        PlainRotator one = new PlainRotator(stack, 1, clock);
        PlainRotator many = new PlainRotator(stack, THREADS, clock)) {
      List<Contest> contests = new ArrayList<>();
      contests.add(new Contest(pinwheel, rotations, world, stack, clock));
      contests.add(new Contest(many, rotations, world, stack, clock));
      contests.add(new Contest(one, sequential, world, stack, clock));
      for (Contest contest : contests) {
        contest.warmUp(warmUp);
      }
      List<Contest> order = new ArrayList<>(contests);
      for (int pair = 0; pair < pairs; pair++) {
        for (Contest contest : order) {
          output.say(contest.round());
        }
        Collections.reverse(order);
      }
      Report report =
          Report.of("pipeline")
              .with("rotations", rotations)
              .with("latency", latency.toMillis() + " ms")
              .with("pairs", pairs);
      contests.forEach(contest -> contest.report(report));
      contests
          .subList(1, contests.size())
          .forEach(baseline -> contests.getFirst().compare(baseline, report));
      output.print(report);
    }
    return 0;
  }
}
