package dev.pinwheel.stack;

import dev.pinwheel.embedded.EmbeddedDatabase;
import dev.pinwheel.embedded.EmbeddedKafka;
import dev.pinwheel.embedded.EmbeddedRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** The services that are not Pinwheel's own: broker, schema registry, database. */
public record Backbone(Broker broker, EmbeddedRegistry registry, EmbeddedDatabase database)
    implements AutoCloseable {

  public Backbone(EmbeddedKafka kafka, EmbeddedRegistry registry, EmbeddedDatabase database) {
    this(new Broker.Embedded(kafka), registry, database);
  }

  /**
   * Starts all three at the same time; where one fails, the others are ended.
   *
   * @param ports wanted ports; 0 lets the system choose
   */
  public static Backbone start(StackPorts ports) {
    Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    CompletableFuture<EmbeddedKafka> kafka =
        CompletableFuture.supplyAsync(() -> EmbeddedKafka.start(Map.of(), ports.kafka()), threads);
    CompletableFuture<EmbeddedRegistry> registry =
        CompletableFuture.supplyAsync(() -> EmbeddedRegistry.start(ports.registry()), threads);
    CompletableFuture<EmbeddedDatabase> database =
        CompletableFuture.supplyAsync(() -> EmbeddedDatabase.start(ports.database()), threads);
    try {
      CompletableFuture.allOf(kafka, registry, database).join();
      return new Backbone(kafka.join(), registry.join(), database.join());
    } catch (RuntimeException e) {
      closeIfStarted(kafka);
      closeIfStarted(registry);
      closeIfStarted(database);
      throw e;
    }
  }

  /** The broker's client listener, as {@code host:port}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /**
   * The broker as a child process, for those who kill it.
   *
   * @throws IllegalStateException where the broker runs elsewhere
   */
  public EmbeddedKafka kafka() {
    return switch (broker) {
      case Broker.Embedded embedded -> embedded.kafka();
      case Broker.Cluster cluster -> throw new IllegalStateException("there are several brokers");
      case Broker.Elsewhere elsewhere ->
          throw new IllegalStateException("the broker is no child of this process");
    };
  }

  @Override
  public void close() {
    try (broker;
        registry;
        database) {
      // closed in reverse: the database first, the broker last
    }
  }

  private static void closeIfStarted(CompletableFuture<? extends AutoCloseable> service) {
    var unused =
        service.whenComplete(
            (started, failure) -> {
              if (started != null) {
                Closing.close(started);
              }
            });
  }
}
