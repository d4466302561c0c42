package dev.pinwheel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows a rotation until it has ended. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description =
        "Follows a rotation to its end. Exit status 0 when it was applied, 3 when it was refused or"
            + " failed.")
final class WatchCommand implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofMillis(300);

  @Spec private CommandSpec spec;
  @Mixin private RequestsClient client;

  @Parameters(paramLabel = "ROTATION_ID", description = "The id that submit printed.")
  private UUID rotationId;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Give up after this many seconds. Default: ${DEFAULT-VALUE}")
  private int timeout;

  @Option(
      names = "--told",
      description = "Wait until the webhook was delivered or dead-lettered too.")
  private boolean told;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    String shown = "";
    for (long waited = 0; waited < timeout * 1000L; waited += PAUSE.toMillis()) {
      RequestsClient.Answer answer = client.get("/v1/rotations/" + rotationId);
      if (!answer.isSuccess()) {
        return Problem.print(spec.commandLine().getErr(), answer);
      }
      String state = Timeline.state(answer.body());
      if (!state.equals(shown)) {
        out.println(state);
        out.flush();
        shown = state;
      }
      boolean ended = Timeline.isEnded(answer.body());
      if (ended && (!told || Timeline.isTold(answer.body()))) {
        out.print(Timeline.text(answer.body()));
        return Timeline.isApplied(answer.body()) ? ExitStatus.DONE : ExitStatus.REFUSED;
      }
      Thread.sleep(PAUSE);
    }
    spec.commandLine().getErr().println("pinwheel: not ended after " + timeout + " s");
    return ExitStatus.FAILED;
  }
}
