package dev.pinwheel.stack.scenario;

import dev.pinwheel.webhook.deadletter.DeadLetterFilter;
import dev.pinwheel.webhook.deadletter.DeadLetters;
import dev.pinwheel.webhook.deadletter.ReplayOptions;
import java.time.Clock;
import java.util.Map;

/** A replay of every dead letter, as a process that can be killed. */
final class ReplayProgram {

  private ReplayProgram() {}

  /**
   * Replays.
   *
   * @param arguments the broker's address and the registry's
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, Object> kafka =
        Map.of("bootstrap.servers", arguments[0], "schema.registry.url", arguments[1]);
    System.out.println(
        new DeadLetters(kafka, Clock.systemUTC())
            .replay(DeadLetterFilter.all(), ReplayOptions.unlimited()));
  }
}
