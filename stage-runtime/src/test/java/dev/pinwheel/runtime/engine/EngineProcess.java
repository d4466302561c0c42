package dev.pinwheel.runtime.engine;

import dev.pinwheel.runtime.Outbound;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An engine as a process of its own, to be killed. */
final class EngineProcess {

  private EngineProcess() {}

  /**
   * Arguments: broker, group, instance, input topic, output topic, records before it stalls,
   * partitions of either topic.
   */
  public static void main(String... arguments) throws InterruptedException {
    int partitions = Integer.parseInt(arguments[6]);
    Topic output = topic(arguments[4], partitions);
    Semaphore left = new Semaphore(Integer.parseInt(arguments[5]));
    EngineSettings settings =
        new EngineSettings(
            arguments[1],
            List.of(topic(arguments[3], partitions)),
            List.of(output),
            Map.of(
                "bootstrap.servers", arguments[0],
                "value.serializer", Line.Writer.class.getName(),
                "value.deserializer", Line.Reader.class.getName()),
            arguments[1] + "-" + arguments[2],
            EngineLimits.defaults());
    try (StageEngine<Line> engine =
        new StageEngine<>(
            settings,
            delivery -> {
              left.acquire();
              new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
              return Outcome.publish(Outbound.of(output, delivery.key(), delivery.value()));
            },
            Optional.empty(),
            new SimpleMeterRegistry(),
            Clock.systemUTC(),
            new SplittableRandom(1))) {
      engine.start();
      engine.awaitTermination(Duration.ofMinutes(5));
    }
  }

  private static Topic topic(String name, int partitions) {
    return new Topic(
        name,
        Optional.empty(),
        "any",
        partitions,
        Optional.empty(),
        Topic.Cleanup.DELETE,
        Set.of(),
        Set.of());
  }
}
