package dev.pinwheel.webhook.deadletter;

import java.time.Clock;
import java.util.Map;

/** A replay as a process of its own, slow enough to be killed in the middle. */
public final class ReplayProcess {

  private ReplayProcess() {}

  public static void main(String[] arguments) throws Exception {
    new DeadLetters(
            Map.of("bootstrap.servers", arguments[0], "schema.registry.url", arguments[1]),
            Clock.systemUTC())
        .replay(
            DeadLetterFilter.all().withEndpoint(arguments[2]),
            ReplayOptions.unlimited().withRate(Integer.parseInt(arguments[3])));
  }
}
