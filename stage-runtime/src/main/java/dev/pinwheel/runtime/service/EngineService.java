package dev.pinwheel.runtime.service;

import dev.pinwheel.runtime.Deduplication;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.engine.EngineHealth;
import dev.pinwheel.runtime.engine.EngineSettings;
import dev.pinwheel.runtime.engine.StageEngine;
import dev.pinwheel.runtime.kafka.ClusterNeeds;
import dev.pinwheel.runtime.kafka.NeedsCheck;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A stage that the engine runs, as a service. */
final class EngineService implements Service {

  private final Stage<?> stage;
  private final StageEngine<?> engine;

  private EngineService(Stage<?> stage, StageEngine<?> engine) {
    this.stage = stage;
    this.engine = engine;
  }

  /**
   * Makes the engine of a stage.
   *
   * @throws IllegalArgumentException naming settings that the engine cannot work with
   */
  static <I> Service of(
      String name,
      List<Topic> inputs,
      Optional<Deduplication<I>> deduplication,
      ServiceDefinition.StageFactory<I> stages,
      Settings settings,
      Environment environment) {
    Map<String, Object> kafka = withSerializers(settings.kafka());
    String transactionalId = name + "-" + instance(settings, environment.random());
    EngineSettings engineSettings =
        new EngineSettings(
            name,
            inputs,
            Topics.writtenBy(name),
            kafka,
            transactionalId,
            EngineKeys.limits(settings));
    NeedsCheck needs =
        new NeedsCheck(
            ClusterNeeds.of(name, kafka).withGroup(name).withTransactions(transactionalId));
    Stage<I> stage = stages.create(settings, environment);
    return new PatientService(
        name,
        needs,
        new EngineService(
            stage,
            new StageEngine<>(
                engineSettings,
                stage,
                deduplication,
                environment.meters(),
                environment.clock(),
                environment.random())));
  }

  /** Ours where the operator names no others, such as Confluent's. */
  private static Map<String, Object> withSerializers(Map<String, Object> kafka) {
    Map<String, Object> complete = new HashMap<>(kafka);
    complete.putIfAbsent("value.serializer", PinwheelAvroSerializer.class.getName());
    complete.putIfAbsent("value.deserializer", PinwheelAvroDeserializer.class.getName());
    // `topics apply` registers, with the rule of compatibility; Confluent's serializers would, too
    complete.putIfAbsent("auto.register.schemas", "false");
    return complete;
  }

  private static String instance(Settings settings, RandomGenerator random) {
    return settings
        .get(CommonKeys.INSTANCE_ID)
        .orElseGet(() -> HexFormat.of().toHexDigits(random.nextLong()));
  }

  @Override
  public void start() {
    engine.start();
  }

  @Override
  public Health health() {
    EngineHealth health = engine.health();
    return new Health(health.live(), health.ready(), health.detail());
  }

  @Override
  public Map<String, UnaryOperator<String>> pages() {
    return stage.pages();
  }

  @Override
  public void close() {
    engine.close();
  }
}
