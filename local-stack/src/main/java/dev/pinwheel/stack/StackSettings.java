package dev.pinwheel.stack;

import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;

/** The settings of every stage of the local stack. */
final class StackSettings {

  /** A port that the system chooses. */
  private static final int ANY = 0;

  private final StackOptions options;
  private final Backbone backbone;
  private final Simulators simulators;
  private final StackFiles files;
  private final Credentials credentials;
  private final String anchors;
  private final String intermediates;

  StackSettings(
      StackOptions options,
      Backbone backbone,
      Simulators simulators,
      StackFiles files,
      Credentials credentials,
      TrustedPki pki) {
    this.options = options;
    this.backbone = backbone;
    this.simulators = simulators;
    this.files = files;
    this.credentials = credentials;
    this.anchors = files.write("anchors.pem", pki.anchors()).toString();
    this.intermediates = files.write("intermediates.pem", pki.intermediates()).toString();
  }

  /**
   * Settings of a stage, named as in a file.
   *
   * @param executors admin ports of the executors that run already, comma-separated
   * @param instance how many of that stage were started before this one
   */
  Map<String, String> of(String stage, String executors, int instance) {
    Map<String, String> settings = kafka(stage, backbone.broker().stage(stage));
    if (options.proxied().containsKey(stage)) {
      settings.put("kafka.bootstrap.servers", options.proxied().get(stage));
    }
    settings.put("kafka.value.serializer", PinwheelAvroSerializer.class.getName());
    settings.put("kafka.value.deserializer", PinwheelAvroDeserializer.class.getName());
    settings.putAll(own(stage, executors, instance));
    settings.putAll(options.settings().getOrDefault(stage, Map.of()));
    return settings;
  }

  /**
   * Settings of a client of broker and registry, named as in a file.
   *
   * @param name of the files with its secrets
   */
  Map<String, String> kafka(String name, Map<String, Object> client) {
    Map<String, String> settings = new HashMap<>();
    client.forEach(
        (key, value) ->
            settings.put(
                "kafka." + key,
                key.equals(SaslConfigs.SASL_JAAS_CONFIG)
                    ? files.secret("kafka-" + name, value.toString())
                    : value.toString()));
    settings.put("kafka.schema.registry.url", backbone.registry().url());
    return settings;
  }

  private Map<String, String> own(String stage, String executors, int instance) {
    return switch (stage) {
      case Topics.ROTATION_REQUESTS ->
          Map.of(
              "http.port",
              Integer.toString(instance == 0 ? options.ports().requests() : ANY),
              "executor.urls",
              executors,
              "tokens.operator",
              files.secret("operator-token", credentials.operatorToken()));
      case Topics.CHAIN_VALIDATOR -> Map.of("anchors", anchors, "intermediates", intermediates);
      case Topics.API_EXECUTOR ->
          Map.of(
              "platform.base.url",
              simulators.platform().url().toString(),
              "platform.client.id",
              Credentials.PLATFORM_CLIENT,
              "platform.client.secret",
              files.secret("platform", credentials.platformSecret()));
      case Topics.WEBHOOK_DELIVERY -> {
        Map<String, String> endpoints = new HashMap<>();
        for (String name : Simulators.ENDPOINTS) {
          endpoints.put("endpoints." + name + ".url", simulators.webhooks(name).toString());
          endpoints.put(
              "endpoints." + name + ".secret",
              files.secret("webhook-" + name, credentials.webhookSecret()));
        }
        yield endpoints;
      }
      case Topics.AUDIT_SINK ->
          Map.of(
              "database.url",
              backbone.database().jdbcUrl(),
              "database.user",
              backbone.database().user(),
              "database.password",
              files.secret("database", backbone.database().password()));
      case Topics.ROTATION_METRICS ->
          Map.of("state.folder", files.folder().resolve("streams-" + instance).toString());
      default -> throw new IllegalArgumentException("there is no stage " + stage);
    };
  }
}
