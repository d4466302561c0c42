package dev.pinwheel.runtime.engine;

import dev.pinwheel.schemas.Topic;
import java.util.List;
import java.util.Map;

/**
 * What an engine runs on.
 *
 * @param stage name of the stage: its consumer group and the {@code stage} label of its metrics
 * @param inputs topics to read, all of which {@code Stage} understands
 * @param outputs every topic that the stage or the engine for it may write: those it publishes to,
 *     its ledger and the quarantine
 * @param kafka Kafka client properties, for consumer and producer alike: {@code bootstrap.servers},
 *     security, {@code value.serializer}, {@code value.deserializer} and what those read ({@code
 *     schema.registry.url} …). A property that would break what the engine promises is refused, see
 *     {@link ClientProperties}
 * @param transactionalId unique to this instance of the stage and the same after its restart
 * @param limits bounds of memory, concurrency and time
 */
public record EngineSettings(
    String stage,
    List<Topic> inputs,
    List<Topic> outputs,
    Map<String, Object> kafka,
    String transactionalId,
    EngineLimits limits) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming what is missing or refused
   */
  public EngineSettings {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    kafka = Map.copyOf(kafka);
    if (stage.isBlank() || transactionalId.isBlank() || inputs.isEmpty()) {
      throw new IllegalArgumentException("stage, transactional id and an input topic are needed");
    }
    ClientProperties.check(stage, kafka);
  }

  /** Properties of the clients may hold passwords: only their names are told. */
  @Override
  public String toString() {
    return "EngineSettings[%s, inputs=%s, outputs=%s, kafka=%s, transactionalId=%s, %s]"
        .formatted(
            stage,
            inputs.stream().map(Topic::name).toList(),
            outputs.stream().map(Topic::name).toList(),
            kafka.keySet(),
            transactionalId,
            limits);
  }
}
