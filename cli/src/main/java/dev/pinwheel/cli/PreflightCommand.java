package dev.pinwheel.cli;

import dev.pinwheel.executor.ApiExecutorDefinition;
import dev.pinwheel.executor.PreflightRun;
import dev.pinwheel.executor.preflight.PreflightReport;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.config.SettingsFile;
import dev.pinwheel.runtime.service.CommonKeys;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.schemas.Target;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks before anything is changed. */
@Command(
    name = "preflight",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at everything that rotations will need, by reads alone: credentials, organisation,"
          + " scopes, roles, address, rate budget, and every target's pins and expiry.",
      "Exit status 0 where nothing failed, 3 where something did. UNKNOWN is what the platform does"
          + " not tell."
    },
    footer = {
      "",
      "Example:",
      "  pinwheel preflight --config executor.properties --target OAUTH_CLIENT/eu-west-2/a1b2c3"
    })
final class PreflightCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The executor's settings file; the environment wins over it.")
  private Path config;

  @Option(
      names = "--targets",
      paramLabel = "FILE",
      description = "Targets, one a line: KIND/REGION/ID [edge=ID] [organization=NAME].")
  private Path file;

  @Option(
      names = "--target",
      paramLabel = "KIND/REGION/ID",
      description = "A target; may be repeated.")
  private List<String> targets = List.of();

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Target> wanted = new ArrayList<>();
    targets.forEach(text -> wanted.add(TargetList.parse(text)));
    if (file != null) {
      wanted.addAll(TargetList.lines(TextFile.read(file)));
    }
    if (wanted.isEmpty()) {
      throw new WrongUsageException("name targets with --target or --targets");
    }
    PreflightReport report = run(wanted);
    spec.commandLine()
        .getOut()
        .print(json ? PreflightTable.json(report) + "\n" : PreflightTable.text(report));
    return report.isGood() ? ExitStatus.DONE : ExitStatus.REFUSED;
  }

  private PreflightReport run(List<Target> wanted) throws IOException, InterruptedException {
    try {
      return PreflightRun.run(
          Settings.read(
              CommonKeys.with(ApiExecutorDefinition.definition()),
              SettingsFile.read(config),
              System.getenv()),
          new Environment(Clock.systemUTC(), new SecureRandom(), new SimpleMeterRegistry()),
          wanted);
    } catch (InvalidSettingsException e) {
      throw new WrongUsageException(
          "%s cannot be used:%n  %s".formatted(config, String.join("\n  ", e.faults())), e);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException("%s cannot be used: %s".formatted(config, e.getMessage()), e);
    }
  }
}
