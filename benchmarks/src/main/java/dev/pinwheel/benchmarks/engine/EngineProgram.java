package dev.pinwheel.benchmarks.engine;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.engine.StageEngine;
import dev.pinwheel.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Handles every record of a topic by waiting, with Pinwheel's engine, and prints how long it took:
 * the counterpart of the Parallel Consumer's program, with the same arguments.
 */
final class EngineProgram {

  private EngineProgram() {}

  /**
   * Runs until the records are handled, then prints its {@link Progress}.
   *
   * @param arguments bootstrap servers, topic, wait in milliseconds, records at once, records to
   *     pass before the clock starts, records to measure; and, where each record shall lead to
   *     another, the topic of those
   */
  public static void main(String[] arguments) throws InterruptedException {
    long wait = Long.parseLong(arguments[2]);
    Progress progress =
        new Progress(Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]));
    List<Topic> outputs = Stream.of(arguments).skip(6).map(Bench::described).toList();
    try (StageEngine<Stamp> engine =
        Engines.engine(
            "engine-" + ProcessHandle.current().pid(),
            Bench.described(arguments[1]),
            outputs,
            arguments[0],
            Engines.limits(Integer.parseInt(arguments[3])),
            Map.of(),
            delivery -> {
              Thread.sleep(wait);
              progress.handled();
              return new Outcome.Publish(
                  outputs.stream()
                      .map(output -> Outbound.of(output, delivery.key(), delivery.value()))
                      .toList());
            })) {
      engine.start();
      System.out.println(progress.await());
    }
  }
}
