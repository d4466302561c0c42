package dev.pinwheel.cli;

import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.demo.Demo;
import dev.pinwheel.stack.demo.DemoSummary;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the demo. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Starts everything on loopback with simulators, runs rotations that succeed, are refused,"
            + " meet a platform in trouble and lose their webhook, replays the dead letters, and"
            + " checks the promises. Exit status 0 only if every promise held.")
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StackLog log;

  @Option(
      names = "--json",
      description = "Print the summary as one JSON object; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    log.open(err);
    DemoSummary summary =
        new Demo(Clock.systemUTC(), new SecureRandom(), new TerminalNarrator(err))
            .run(StackOptions.usual());
    spec.commandLine().getOut().println(json ? Json.text(summary) : DemoTable.text(summary));
    return summary.allHeld() ? ExitStatus.DONE : ExitStatus.FAILED;
  }
}
