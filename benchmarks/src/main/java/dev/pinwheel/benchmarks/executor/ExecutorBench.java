package dev.pinwheel.benchmarks.executor;

import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.embedded.EmbeddedRegistry;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.service.RunningService;
import dev.pinwheel.runtime.service.ServiceLauncher;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.serde.PinwheelAvroSerializer;
import dev.pinwheel.schemas.serde.RegistryClient;
import dev.pinwheel.schemas.topics.SchemaRegistration;
import dev.pinwheel.schemas.topics.TopicAdmin;
import dev.pinwheel.stack.StageCatalogue;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.genesys.Latency;
import dev.pinwheel.stack.simulator.genesys.OrganisationClient;
import dev.pinwheel.stack.simulator.genesys.OrganisationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The executor alone on a broker and a registry, before a platform that takes its time. */
final class ExecutorBench implements AutoCloseable {

  private static final String CLIENT = "executor";
  private static final Secret SECRET = new Secret("benchmark-secret");

  /** Out of the way: what is measured is waiting, not being refused. */
  private static final int NO_RATE_LIMIT = 100_000_000;

  private final EmbeddedKafka kafka = EmbeddedKafka.start();
  private final EmbeddedRegistry registry = EmbeddedRegistry.start();
  private final Path secretFile;

  ExecutorBench() throws InterruptedException, IOException {
    secretFile = Files.createTempFile("pinwheel-benchmark-", ".secret");
    Files.writeString(secretFile, SECRET.reveal());
    try (Admin admin = Admin.create(clientSettings());
        RegistryClient schemas = RegistryClient.of(clientSettings())) {
      new TopicAdmin(admin).apply(Topics.all());
      new SchemaRegistration(schemas).apply(Topics.all());
    }
  }

  Map<String, Object> clientSettings() {
    return Map.of(
        "bootstrap.servers", kafka.bootstrapServers(), "schema.registry.url", registry.url());
  }

  GenesysCloudSimulator platform(Duration latency) {
    return GenesysCloudSimulator.start(
        OrganisationSettings.loopback(
                Clock.systemUTC(),
                new SecureRandom(),
                OrganisationClient.administrator(CLIENT, SECRET))
            .withRateLimitPerMinute(NO_RATE_LIMIT)
            .withLatency(Latency.fixed(latency)));
  }

  /**
   * An executor that runs.
   *
   * @param more settings besides those that it needs
   */
  RunningService executor(
      GenesysCloudSimulator platform, int concurrency, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    clientSettings().forEach((key, value) -> settings.put("kafka." + key, value.toString()));
    settings.put("platform.base.url", platform.url().toString());
    settings.put("platform.client.id", CLIENT);
    settings.put("platform.client.secret", "file:" + secretFile);
    settings.put("concurrency", Integer.toString(concurrency));
    settings.put("instance.id", "benchmark");
    settings.putAll(more);
    try {
      return ServiceLauncher.start(
          StageCatalogue.stages().get(Topics.API_EXECUTOR).definition(), settings);
    } catch (InvalidSettingsException e) {
      throw new IllegalStateException("settings that were just made: " + e.faults(), e);
    }
  }

  Producer<String, Object> producer() {
    Map<String, Object> settings = new HashMap<>(clientSettings());
    settings.put("key.serializer", StringSerializer.class);
    settings.put("value.serializer", PinwheelAvroSerializer.class);
    settings.put("max.in.flight.requests.per.connection", 1); // the topic is new: KAFKA-15591
    return new KafkaProducer<>(settings);
  }

  @Override
  public void close() {
    registry.close();
    kafka.close();
    try {
      Files.deleteIfExists(secretFile);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("the secret's file stays", e);
    }
  }
}
