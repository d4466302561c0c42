package dev.pinwheel.stack;

import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroDeserializer;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import java.util.HashMap;
import java.util.Map;

/** The settings of every stage of the local stack. */
final class StackSettings {

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
   */
  Map<String, String> of(String stage, String executors) {
    Map<String, String> settings = new HashMap<>(kafka(stage));
    settings.putAll(own(stage, executors));
    settings.putAll(options.settings().getOrDefault(stage, Map.of()));
    return settings;
  }

  private Map<String, String> kafka(String stage) {
    return Map.of(
        "kafka.bootstrap.servers",
        options.proxied().getOrDefault(stage, backbone.bootstrapServers()),
        "kafka.schema.registry.url",
        backbone.registry().url(),
        "kafka.value.serializer",
        PinwheelAvroSerializer.class.getName(),
        "kafka.value.deserializer",
        PinwheelAvroDeserializer.class.getName());
  }

  private Map<String, String> own(String stage, String executors) {
    return switch (stage) {
      case Topics.ROTATION_REQUESTS ->
          Map.of(
              "http.port",
              Integer.toString(options.ports().requests()),
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
          Map.of("state.folder", files.folder().resolve("streams").toString());
      default -> throw new IllegalArgumentException("there is no stage " + stage);
    };
  }
}
