package dev.pinwheel.benchmarks.engine;

import dev.pinwheel.runtime.Stage;
import dev.pinwheel.runtime.engine.EngineLimits;
import dev.pinwheel.runtime.engine.EngineSettings;
import dev.pinwheel.runtime.engine.StageEngine;
import dev.pinwheel.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes engines of stages that handle {@link Stamp}s. */
final class Engines {

  private Engines() {}

  /**
   * An engine that is not started.
   *
   * @param group its consumer group, and the beginning of its transactional id
   * @param kafka Kafka settings over the engine's own
   */
  static StageEngine<Stamp> engine(
      String group,
      Topic input,
      List<Topic> outputs,
      String bootstrapServers,
      EngineLimits limits,
      Map<String, Object> kafka,
      Stage<Stamp> stage) {
    Map<String, Object> client = new HashMap<>(kafka);
    client.put("bootstrap.servers", bootstrapServers);
    client.put("value.serializer", Stamp.Writer.class.getName());
    client.put("value.deserializer", Stamp.Reader.class.getName());
    return new StageEngine<>(
        new EngineSettings(group, List.of(input), outputs, client, group + "-0", limits),
        stage,
        Optional.empty(),
        new SimpleMeterRegistry(),
        Clock.systemUTC(),
        new SplittableRandom(1));
  }

  /** The usual limits with another concurrency. */
  static EngineLimits limits(int concurrency) {
    EngineLimits usual = EngineLimits.defaults();
    return new EngineLimits(
        concurrency,
        usual.bufferedRecords(),
        usual.bufferedBytes(),
        usual.commitInterval(),
        usual.drainTimeout(),
        usual.backoff(),
        usual.offsetWindow(),
        usual.ledgerEntries(),
        usual.successor());
  }
}
