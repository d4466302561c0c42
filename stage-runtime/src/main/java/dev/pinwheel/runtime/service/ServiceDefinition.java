package dev.pinwheel.runtime.service;

import dev.pinwheel.runtime.Deduplication;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.schemas.Topic;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a process is: its name, the settings it understands, and how it is made of them.
 *
 * @param name such as {@code chain-validator}: the group id, the prefix of the transactional id,
 *     the {@code stage} label of its metrics
 */
public record ServiceDefinition(String name, List<ConfigKey<?>> keys, Factory factory) {

  public ServiceDefinition {
    keys = List.copyOf(keys);
  }

  /**
   * Makes the service; it must not start anything yet. An IllegalArgumentException says in words
   * for an operator which settings contradict each other.
   */
  @FunctionalInterface
  public interface Factory {
    Service create(Settings settings, Environment environment);
  }

  /** Makes a stage that the engine runs. */
  @FunctionalInterface
  public interface StageFactory<I> {
    Stage<I> create(Settings settings, Environment environment);
  }

  /**
   * A stage run by the engine, with the settings that all of those share. Its transactional id is
   * its name and {@code instance.id}.
   *
   * @param inputs topics that it reads
   * @param keys settings of its own
   */
  public static <I> ServiceDefinition stage(
      String name,
      List<Topic> inputs,
      List<ConfigKey<?>> keys,
      Optional<Deduplication<I>> deduplication,
      StageFactory<I> factory) {
    return new ServiceDefinition(
        name,
        Stream.<ConfigKey<?>>concat(EngineKeys.ALL.stream(), keys.stream()).toList(),
        (settings, environment) ->
            EngineService.of(name, inputs, deduplication, factory, settings, environment));
  }
}
