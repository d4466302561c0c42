package dev.pinwheel.audit;

import dev.pinwheel.audit.kafka.AuditSink;
import dev.pinwheel.audit.postgres.PostgresAuditStore;
import dev.pinwheel.runtime.kafka.ClusterNeeds;
import dev.pinwheel.runtime.kafka.NeedsCheck;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.runtime.service.PatientService;
import dev.pinwheel.runtime.service.Service;
import dev.pinwheel.runtime.service.ServiceDefinition;
import dev.pinwheel.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;

/** The audit sink as a process. */
public final class AuditSinkDefinition {

  private AuditSinkDefinition() {}

  /** Its name, its settings, and how it is made of them. */
  public static ServiceDefinition definition() {
    return new ServiceDefinition(
        Topics.AUDIT_SINK,
        AuditSinkConfig.KEYS,
        (settings, environment) -> service(AuditSinkConfig.of(settings), environment));
  }

  /** A sink that is not started. */
  static Service service(AuditSinkConfig config, Environment environment) {
    Deserializer<?> deserializer = deserializer(config.valueDeserializer(), config.deserializer());
    return new PatientService(
        Topics.AUDIT_SINK,
        new NeedsCheck(
            ClusterNeeds.of(Topics.AUDIT_SINK, config.kafka()).withGroup(config.group())),
        new AuditSink(
            () -> new KafkaConsumer<>(config.consumer()),
            PostgresAuditStore.connecting(config.database(), config.group(), environment.clock()),
            deserializer,
            config.limits(),
            environment));
  }

  private static Deserializer<?> deserializer(String className, Map<String, ?> settings) {
    try {
      Deserializer<?> deserializer =
          Class.forName(className)
              .asSubclass(Deserializer.class)
              .getDeclaredConstructor()
              .newInstance();
      deserializer.configure(settings, false);
      return deserializer;
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException(
          "kafka.value.deserializer: " + className + " cannot be used as a deserializer", e);
    }
  }
}
