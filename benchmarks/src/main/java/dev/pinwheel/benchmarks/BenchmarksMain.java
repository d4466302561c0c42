package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.chain.ChainsCommand;
import dev.pinwheel.benchmarks.engine.EngineCommand;
import dev.pinwheel.benchmarks.engine.HopCommand;
import dev.pinwheel.benchmarks.executor.ExecutorCommand;
import dev.pinwheel.benchmarks.pipeline.OutageCommand;
import dev.pinwheel.benchmarks.pipeline.PipelineCommand;
import dev.pinwheel.benchmarks.pipeline.RateCommand;
import dev.pinwheel.runtime.config.DurationText;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures Pinwheel against something else in the same run; README.md says what and how. */
@Command(
    name = "pinwheel benchmark",
    mixinStandardHelpOptions = true,
    version = "benchmarks 0.1.0",
    description =
        "Measures Pinwheel beside baselines, in one run on one machine. Trust the ratios, not the"
            + " absolute figures.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PipelineCommand.class,
      RateCommand.class,
      OutageCommand.class,
      EngineCommand.class,
      HopCommand.class,
      ExecutorCommand.class,
      ChainsCommand.class
    })
public final class BenchmarksMain {

  private BenchmarksMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchmarksMain())
        .registerConverter(Duration.class, DurationText::parse)
        .setUsageHelpAutoWidth(true);
  }
}
