package dev.pinwheel.cli;

import dev.pinwheel.runtime.service.ServiceLauncher;
import dev.pinwheel.stack.StageCatalogue;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one stage in this process. */
@Command(
    name = "stage",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one stage in this process until SIGTERM, configured by environment (PINWHEEL_…) and"
          + " file.",
      "Stages: rotation-requests, chain-validator, api-executor, webhook-delivery, audit-sink,"
          + " rotation-metrics."
    })
final class StageCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "NAME", description = "The stage.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SETTINGS",
      description = "Properties file; the environment wins over it.")
  private Path settings;

  @Option(
      names = "--settings",
      description = "Print the settings that the stage understands, and end.")
  private boolean describe;

  @Override
  public Integer call() {
    Map<String, StageCatalogue.Entry> stages = StageCatalogue.stages();
    StageCatalogue.Entry stage = stages.get(name);
    if (stage == null) {
      throw new WrongUsageException(
          "there is no stage " + name + "; the stages are " + String.join(", ", stages.keySet()));
    }
    if (describe) {
      return ServiceLauncher.run(stage.definition(), "--help");
    }
    return settings == null
        ? ServiceLauncher.run(stage.definition())
        : ServiceLauncher.run(stage.definition(), settings.toString());
  }
}
