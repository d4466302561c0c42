package dev.pinwheel.webhook;

import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.embedded.EmbeddedRegistry;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.topics.SchemaRegistration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The broker and the registry of this module's integration tests, with every topic. */
public record Cluster(EmbeddedKafka kafka, EmbeddedRegistry registry) implements AutoCloseable {

  private static Cluster start() {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    Cluster cluster;
    try {
      cluster = new Cluster(kafka, EmbeddedRegistry.start());
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster.kafka.bootstrapServers()))) {
      admin
          .createTopics(
              Topics.all().stream()
                  .map(Topic::name)
                  .map(name -> new NewTopic(name, 6, (short) 1))
                  .toList())
          .all()
          .get();
      SchemaRegistration.apply(cluster.clients(), Topics.all());
      return cluster;
    } catch (InterruptedException | ExecutionException e) {
      cluster.close();
      throw new IllegalStateException("the topics could not be created", e);
    }
  }

  /** Settings of Kafka clients and serializers. */
  public Map<String, Object> clients() {
    return Map.of(
        "bootstrap.servers",
        kafka.bootstrapServers(),
        "schema.registry.url",
        registry.url(),
        "http.connect.timeout.ms",
        60_000,
        "http.read.timeout.ms",
        60_000);
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
  }

  /** Hands the one cluster to every test class that asks; JUnit closes it after the last one. */
  public static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Cluster.class, type -> start(), Cluster.class);
    }
  }
}
