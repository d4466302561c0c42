package dev.pinwheel.benchmarks.chain;

import dev.pinwheel.benchmarks.BuildFolder;
import dev.pinwheel.benchmarks.report.Output;
import dev.pinwheel.benchmarks.report.Ratio;
import dev.pinwheel.benchmarks.report.Report;
import dev.pinwheel.chain.signature.SignatureProvider;
import dev.pinwheel.testing.pki.KeyKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Chains per second, beside the JDK's PKIX builder, Bouncy Castle's, Go's and bare signatures. */
@Command(
    name = "chains",
    mixinStandardHelpOptions = true,
    description =
        "Chains judged per second in one thread, from PEM to verdict and digest matrix, beside the"
            + " JDK's PKIX builder, Bouncy Castle's, Go's crypto/x509 where it is installed, and"
            + " the bare signature checks of the same chains. Measured with JMH.")
public final class ChainsCommand implements Callable<Integer> {

  /**
   * The collector runs on the one thread that is measured, and has the certificates to copy that
   * the JDK's cache keeps: with this young generation that takes about 1 % of the time, with the
   * default one 8 %.
   */
  private static final String[] FORK = {
    "-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn768m", "--enable-native-access=ALL-UNNAMED"
  };

  private static final String OURS = "pinwheel";
  private static final List<String> BASELINES = List.of("jdk", "bouncyCastle", "signatures");

  @Mixin private Output output;

  @Option(
      names = "--scenarios",
      split = ",",
      defaultValue = "KNOWN_INTERMEDIATE,NEW_INTERMEDIATE",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private List<Scenario> scenarios;

  @Option(
      names = "--keys",
      split = ",",
      defaultValue = "EC_P256,RSA_2048",
      description = "Kinds of key. Default: ${DEFAULT-VALUE}.")
  private List<KeyKind> keys;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "How long each is measured, five times. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds before the figures count. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Override
  public Integer call() throws RunnerException, IOException, InterruptedException {
    output.logToFile();
    Report report =
        Report.of("chains")
            .with("signatures verified by", SignatureProvider.fastest().toString())
            .with("distinct chains", Corpus.CHAINS)
            .with("seconds", seconds)
            .with("warm-up", warmUp);
    for (KeyKind kind : keys) {
      for (Scenario scenario : scenarios) {
        measure(kind, scenario, report);
      }
    }
    output.print(report);
    return 0;
  }

  private void measure(KeyKind kind, Scenario scenario, Report report)
      throws RunnerException, IOException, InterruptedException {
    output.say("%s, %s".formatted(kind, scenario));
    Map<String, Double> rates = new LinkedHashMap<>();
    for (RunResult result : new Runner(options(kind, scenario)).run()) {
      rates.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    if (scenario.isValid() && scenario != Scenario.BUNDLE_OF_TEN) {
      go(kind, scenario).ifPresent(rate -> rates.put("go", rate));
    }
    List<Object> row = new ArrayList<>(List.<Object>of("keys", kind, "chains", scenario));
    rates.forEach(
        (name, rate) -> {
          row.add(name + "/s");
          row.add(Math.round(rate));
        });
    report.row(row.toArray());
    for (String baseline : BASELINES) {
      ratio(kind, scenario, rates, baseline, target(baseline)).ifPresent(report::ratio);
    }
    ratio(kind, scenario, rates, "go", "2 or more").ifPresent(report::ratio);
  }

  private static String target(String baseline) {
    return baseline.equals("signatures") ? "0.6 or more" : "1 or more";
  }

  private Optional<Double> go(KeyKind kind, Scenario scenario)
      throws IOException, InterruptedException {
    Optional<Double> rate =
        new GoProgram(BuildFolder.target().resolve("go-chains"))
            .chainsPerSecond(Corpus.of(scenario, kind), seconds);
    if (rate.isEmpty()) {
      output.say("skipped Go's crypto/x509: there is no go on the path");
    }
    return rate;
  }

  private static Optional<Ratio> ratio(
      KeyKind kind, Scenario scenario, Map<String, Double> rates, String baseline, String target) {
    if (!rates.containsKey(baseline)) {
      return Optional.empty();
    }
    return Optional.of(
        Ratio.of(
            "%s, %s: Pinwheel / %s".formatted(kind, scenario, baseline),
            List.of(rates.get(OURS)),
            List.of(rates.get(baseline)),
            target));
  }

  private Options options(KeyKind kind, Scenario scenario) {
    return new OptionsBuilder()
        .include(ChainBenchmark.class.getName())
        .param("kind", kind.name())
        .param("scenario", scenario.name())
        .forks(1)
        .jvmArgsAppend(FORK)
        .warmupIterations(1)
        .warmupTime(TimeValue.seconds(warmUp))
        .measurementIterations(5)
        .measurementTime(TimeValue.seconds(seconds))
        .output(BuildFolder.target().resolve("jmh-%s-%s.log".formatted(kind, scenario)).toString())
        .build();
  }
}
