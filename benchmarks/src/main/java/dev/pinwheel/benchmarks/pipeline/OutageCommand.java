package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.benchmarks.report.Output;
import dev.pinwheel.benchmarks.report.Quantiles;
import dev.pinwheel.benchmarks.report.Ratio;
import dev.pinwheel.benchmarks.report.Report;
import dev.pinwheel.embedded.EmbeddedCluster;
import dev.pinwheel.embedded.EmbeddedDatabase;
import dev.pinwheel.embedded.EmbeddedRegistry;
import dev.pinwheel.schemas.topics.AccessRules;
import dev.pinwheel.stack.Backbone;
import dev.pinwheel.stack.Broker;
import dev.pinwheel.stack.LocalStack;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a rotation waits at worst while brokers go away. */
@Command(
    name = "outage",
    mixinStandardHelpOptions = true,
    description =
        "Asks for rotations over HTTP at a fixed rate, on three brokers with TLS, logins and least"
            + " rights and with two instances of each stage, while one broker at a time is killed"
            + " and then restarted: from when each rotation is due to its delivered webhook. Beside"
            + " it the same without an outage.")
public final class OutageCommand implements Callable<Integer> {

  private static final String TARGET = "worst at most 10 s";

  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();

  @Mixin private Output output;

  @Option(
      names = "--per-second",
      defaultValue = "50",
      description = "Rotations begun in a second. Default: ${DEFAULT-VALUE}.")
  private int perSecond;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "How long it is measured without an outage. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "30",
      description = "Seconds before the figures count. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--away",
      defaultValue = "8s",
      description = "How long a broker stays away. Default: ${DEFAULT-VALUE}.")
  private Duration away;

  @Option(
      names = "--broker-session",
      defaultValue = "9s",
      description =
          "The brokers' broker.session.timeout.ms: how long a killed one still leads its"
              + " partitions. Kafka's default: ${DEFAULT-VALUE}.")
  private Duration session;

  @Override
  public Integer call() throws IOException, InterruptedException {
    output.logToFile();
    Report report =
        Report.of("outage")
            .with("rotations/s", perSecond)
            .with("a broker is away", away.toSeconds() + " s")
            .with("broker session", session.toSeconds() + " s");
    World world = new World(clock.instant(), random);
    EmbeddedCluster cluster =
        EmbeddedCluster.start(
            AccessRules.STAGES,
            Map.of("broker.session.timeout.ms", Long.toString(session.toMillis())));
    Backbone backbone =
        new Backbone(
            new Broker.Cluster(cluster), EmbeddedRegistry.start(), EmbeddedDatabase.start());
    try (LocalStack stack =
            LocalStack.start(
                backbone,
                Stacks.options(Duration.ZERO),
                world.trusted(),
                clock,
                random,
                output::say);
        Steps steps = Steps.follow(stack);
        PinwheelRotator pinwheel = new PinwheelRotator(stack, steps)) {
      AccessRules.STAGES.forEach(stack::startStage);
      stack.awaitReady();
      OutageRun run = new OutageRun(stack, steps, pinwheel, world, cluster, perSecond, clock);
      run.quietly(Duration.ofSeconds(warmUp));
      output.say("it is warm");
      Quantiles quiet = run.quietly(Duration.ofSeconds(seconds));
      row(report, "no outage", quiet);
      output.say("every broker is killed in turn");
      Quantiles killed = run.whileEachIs(cluster::kill, away);
      row(report, "each broker killed", killed);
      output.say("every broker is restarted in turn");
      Quantiles restarted = run.whileEachIs(cluster::stop, away);
      row(report, "each broker restarted", restarted);
      report.ratio(ratio("each broker killed", killed, quiet));
      report.ratio(ratio("each broker restarted", restarted, quiet));
    }
    output.print(report);
    return 0;
  }

  private static Ratio ratio(String what, Quantiles outage, Quantiles quiet) {
    return Ratio.of(
        "worst, " + what + " / no outage", List.of(outage.max()), List.of(quiet.max()), TARGET);
  }

  private void row(Report report, String what, Quantiles quantiles) {
    output.say(
        "%s: p50 %d ms, worst %d ms"
            .formatted(what, Math.round(quantiles.p50()), Math.round(quantiles.max())));
    report.row(
        "while", what,
        "rotations", quantiles.count(),
        "p50 ms", quantiles.p50(),
        "p95 ms", quantiles.p95(),
        "p99 ms", quantiles.p99(),
        "worst ms", quantiles.max());
  }
}
