package dev.pinwheel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The pinwheel command. */
@Command(
    name = "pinwheel",
    mixinStandardHelpOptions = true,
    version = "pinwheel 0.1.0",
    description = "Rotates pinned certificates on a Genesys Cloud organisation, event by event.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused (an invalid chain, a broken audit"
          + " log).",
      "",
      "`pinwheel benchmark COMMAND` measures it beside others; benchmarks/README.md says what."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      SubmitCommand.class,
      StatusCommand.class,
      WatchCommand.class,
      RollbackCommand.class,
      ValidateCommand.class,
      PinsCommand.class,
      PolicyCommand.class,
      PreflightCommand.class,
      SipCommand.class,
      DeadLetterCommand.class,
      AuditCommand.class,
      TopicsCommand.class,
      StageCommand.class
    })
public final class PinwheelMain {

  private PinwheelMain() {}

  public static void main(String[] arguments) {
    CommandLine command = commandLine();
    int status = command.execute(arguments);
    command.getOut().flush();
    command.getErr().flush();
    System.exit(status);
  }

  static CommandLine commandLine() {
    return new CommandLine(new PinwheelMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println("pinwheel: " + Problems.inWords(failure));
              return ExitStatus.of(failure);
            });
  }
}
