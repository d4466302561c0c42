package dev.pinwheel.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * TLS towards the registry: Kafka's own {@code ssl.} settings under {@code schema.registry.}, read
 * by Kafka's own code, so that stores of every type that Kafka takes (JKS, PKCS12, PEM) work here.
 */
final class RegistryTls {

  private static final String PREFIX = "schema.registry.ssl.";

  private RegistryTls() {}

  /** Empty where nothing is set: the JDK's trust, and no client certificate. */
  static Optional<SSLContext> of(Map<String, ?> settings) {
    Map<String, Object> own = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && value != null) {
            own.put("ssl." + name.substring(PREFIX.length()), value);
          }
        });
    if (own.isEmpty()) {
      return Optional.empty();
    }
    AbstractConfig config = new AbstractConfig(new ConfigDef().withClientSslSupport(), own, false);
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(config.values());
      return Optional.of(factory.sslContext());
    }
  }
}
