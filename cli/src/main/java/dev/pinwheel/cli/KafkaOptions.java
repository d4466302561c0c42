package dev.pinwheel.cli;

import dev.pinwheel.runtime.kafka.BootstrapServers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the cluster is: options of every command that talks to Kafka. */
final class KafkaOptions {

  @Option(
      names = {"-b", "--bootstrap-server"},
      paramLabel = "HOST:PORT",
      description =
          "Kafka brokers; or kafka.bootstrap.servers, or PINWHEEL_KAFKA_BOOTSTRAP_SERVERS.")
  private String bootstrapServers;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description = "Schema registry; or kafka.schema.registry.url in the file or environment.")
  private String schemaRegistry;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings file of a stage or of your own: keys under kafka. are settings of the Kafka"
              + " clients, secrets among them by reference, env:NAME or file:PATH.")
  private Path config;

  /** True where some place names brokers. */
  boolean isNamed() {
    return bootstrapServers != null
        || config != null
        || System.getenv("PINWHEEL_KAFKA_BOOTSTRAP_SERVERS") != null;
  }

  /**
   * Settings of Kafka clients and serializers, the command line's over those of environment and
   * file, after a look at the brokers' ports: a client would wait a minute for nobody.
   *
   * @throws ClusterUnusableException where no broker can be talked to with them
   */
  Map<String, Object> reachableCluster() {
    Map<String, Object> settings = clientSettings();
    BootstrapServers.fault(settings)
        .ifPresent(
            fault -> {
              throw new ClusterUnusableException(fault);
            });
    return settings;
  }

  /** Settings of Kafka clients and serializers; the command line wins over environment and file. */
  Map<String, Object> clientSettings() {
    Map<String, Object> settings =
        new LinkedHashMap<>(CommandSettings.read(List.of(), Optional.ofNullable(config)).kafka());
    if (bootstrapServers != null) {
      settings.put("bootstrap.servers", bootstrapServers);
    }
    if (schemaRegistry != null) {
      settings.put("schema.registry.url", schemaRegistry);
    }
    if (!settings.containsKey("bootstrap.servers")) {
      throw new WrongUsageException(
          "no Kafka brokers named: use --bootstrap-server HOST:PORT, --config FILE or"
              + " PINWHEEL_KAFKA_BOOTSTRAP_SERVERS (./pinwheel up prints a file to use)");
    }
    return settings;
  }
}
