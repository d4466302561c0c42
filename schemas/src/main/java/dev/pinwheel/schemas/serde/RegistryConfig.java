package dev.pinwheel.schemas.serde;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * How the registry is reached, checked.
 *
 * @param endpoints addresses, in the order in which they are tried; at least one
 * @param tls for https addresses; empty means the JDK's own trust
 * @param connectTimeout longest wait for a connection to one address
 * @param answerTimeout longest wait for the whole answer of one address
 */
record RegistryConfig(
    List<RegistryEndpoint> endpoints,
    Optional<SSLContext> tls,
    Duration connectTimeout,
    Duration answerTimeout) {

  static final String URLS = "schema.registry.url";
  static final String BASIC_SOURCE = "basic.auth.credentials.source";
  static final String BASIC_USER_INFO = "basic.auth.user.info";
  static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  static final String BEARER_TOKEN = "bearer.auth.token";
  static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  static final String ANSWER_TIMEOUT = "http.read.timeout.ms";

  /** Confluent's clients understand their settings with and without this prefix. */
  private static final String PREFIX = "schema.registry.";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(URLS, LIST, ConfigDef.NO_DEFAULT_VALUE, HIGH, "Addresses, tried in order.")
          .define(BASIC_SOURCE, STRING, "URL", MEDIUM, "URL or USER_INFO.")
          .define(BASIC_USER_INFO, PASSWORD, null, MEDIUM, "user:password, for USER_INFO.")
          .define(BEARER_SOURCE, STRING, null, MEDIUM, "STATIC_TOKEN, or nothing.")
          .define(BEARER_TOKEN, PASSWORD, null, MEDIUM, "The token, for STATIC_TOKEN.")
          .define(CONNECT_TIMEOUT, INT, 3_000, atLeast(1), LOW, "Per address.")
          .define(ANSWER_TIMEOUT, INT, 10_000, atLeast(1), LOW, "Per address.");

  RegistryConfig {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * Reads the settings; those of other components are ignored.
   *
   * @throws ConfigException that names the setting that is wrong and never shows a credential
   */
  static RegistryConfig of(Map<String, ?> settings) {
    AbstractConfig config = new AbstractConfig(DEFINITION, unprefixed(settings), false);
    List<RegistryEndpoint> endpoints = RegistryEndpoints.of(config);
    if (endpoints.isEmpty()) {
      throw new ConfigException(URLS + ": expected at least one URL");
    }
    return new RegistryConfig(
        endpoints,
        RegistryTls.of(settings),
        Duration.ofMillis(config.getInt(CONNECT_TIMEOUT)),
        Duration.ofMillis(config.getInt(ANSWER_TIMEOUT)));
  }

  private static Map<String, Object> unprefixed(Map<String, ?> settings) {
    Map<String, Object> known = new HashMap<>();
    for (String name : DEFINITION.names()) {
      Object value = settings.get(PREFIX + name);
      if (value == null) {
        value = settings.get(name);
      }
      if (value != null) {
        known.put(name, value);
      }
    }
    return known;
  }

  private static ConfigDef.Validator atLeast(int least) {
    return ConfigDef.Range.atLeast(least);
  }
}
