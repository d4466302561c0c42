package dev.pinwheel.cli;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at a rotation. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description =
        "Prints the timeline of a rotation, and where it waits in an executor why and until when.")
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RequestsClient client;

  @Parameters(paramLabel = "ROTATION_ID", description = "The id that submit printed.")
  private UUID rotationId;

  @Option(names = "--json", description = "Print the timeline as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RequestsClient.Answer answer = client.get("/v1/rotations/" + rotationId);
    if (!answer.isSuccess()) {
      return Problem.print(spec.commandLine().getErr(), answer);
    }
    spec.commandLine()
        .getOut()
        .print(json ? Json.text(answer.body()) + "\n" : Timeline.text(answer.body()));
    return ExitStatus.DONE;
  }
}
