package dev.pinwheel.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where the cluster is: options of every command that talks to Kafka. */
final class KafkaOptions {

  private static final String VARIABLE = "PINWHEEL_KAFKA_";

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
      description = "Properties file whose keys under kafka. are settings of the Kafka clients.")
  private Path config;

  /** True where some place names brokers. */
  boolean isNamed() {
    return bootstrapServers != null
        || config != null
        || System.getenv(VARIABLE + "BOOTSTRAP_SERVERS") != null;
  }

  /** Settings of Kafka clients and serializers; the command line wins over environment and file. */
  Map<String, Object> clientSettings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (config != null) {
      fromFile().forEach((key, value) -> put(settings, (String) key, (String) value));
    }
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith(VARIABLE)) {
                settings.put(
                    name.substring(VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '.'),
                    value);
              }
            });
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

  private static void put(Map<String, Object> settings, String key, String value) {
    if (key.startsWith("kafka.")) {
      settings.put(key.substring("kafka.".length()), value);
    }
  }

  private Properties fromFile() {
    if (!Files.exists(config)) {
      throw new WrongUsageException("there is no file " + config);
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(config)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + config, e);
    }
  }
}
