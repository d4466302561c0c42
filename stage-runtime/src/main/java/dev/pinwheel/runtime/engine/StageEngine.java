package dev.pinwheel.runtime.engine;

import dev.pinwheel.runtime.Deduplication;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.runtime.engine.commit.Committer;
import dev.pinwheel.runtime.engine.commit.TransactionalOutputs;
import dev.pinwheel.runtime.engine.handling.OutputEncoder;
import dev.pinwheel.runtime.engine.handling.RecordHandler;
import dev.pinwheel.runtime.engine.handling.Serializers;
import dev.pinwheel.runtime.engine.handling.ValueDecoder;
import dev.pinwheel.runtime.engine.order.Dispatcher;
import dev.pinwheel.runtime.engine.reading.ConsumerLoop;
import dev.pinwheel.runtime.engine.reading.PartitionHandover;
import dev.pinwheel.runtime.engine.restore.LedgerReader;
import dev.pinwheel.runtime.engine.restore.PartitionRestore;
import dev.pinwheel.runtime.kafka.CoordinatorMarkers;
import dev.pinwheel.schemas.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a stage on Kafka: records of one key in order, different keys at once, outputs and offsets
 * in one transaction.
 *
 * <p>Threads: the consumer's ({@link ConsumerLoop}) owns the consumer and, at the end, everything;
 * the committer's ({@link Committer}) owns the producer; a scheduler ends the waits of retries;
 * each call of the stage has a virtual thread. They share {@link Dispatcher}, which has the one
 * lock, and {@link EngineStatus}.
 *
 * @param <I> type of the stage's events
 */
public final class StageEngine<I> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StageEngine.class);

  /** A little more than the longest drain. */
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(9_900);

  private final EngineSettings settings;
  private final EngineStatus status;
  private final RecordHandler<I> handler;
  private final Thread thread;

  /**
   * Makes the engine; nothing is connected before {@link #start}.
   *
   * @param deduplication for a stage that handles each identity once
   * @param random for trace ids and jitter; need not be thread-safe
   * @throws IllegalArgumentException where the configured serializers cannot be made
   */
  public StageEngine(
      EngineSettings settings,
      Stage<I> stage,
      Optional<Deduplication<I>> deduplication,
      MeterRegistry meters,
      Clock clock,
      RandomGenerator random) {
    this.settings = settings;
    SharedRandom shared = new SharedRandom(random);
    EngineMetrics metrics = new EngineMetrics(meters, settings.stage());
    this.status = new EngineStatus(metrics::nanos);
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("retries").factory());
    scheduler.setRemoveOnCancelPolicy(true);
    OutputEncoder encoder =
        new OutputEncoder(Serializers.serializer(settings.kafka()), settings.outputs());
    ValueDecoder<I> decoder =
        new ValueDecoder<>(
            () -> Serializers.deserializer(settings.kafka()),
            Runtime.getRuntime().availableProcessors(),
            settings.inputs());
    this.handler =
        new RecordHandler<>(
            settings, stage, deduplication, decoder, encoder, metrics, clock, shared);
    Dispatcher dispatcher =
        new Dispatcher(settings.limits(), scheduler, handler::handle, status::fail);
    TransactionalOutputs outputs =
        new TransactionalOutputs(
            () -> new KafkaProducer<>(ClientProperties.producer(settings)),
            new CoordinatorMarkers(
                settings.transactionalId(),
                ClientProperties.markers(settings),
                settings.outputs().stream().map(Topic::name).toList(),
                Optional.of(settings.stage())),
            ClientProperties.transactionTimeout(settings),
            metrics::nanos);
    Committer committer = new Committer(dispatcher, outputs, status, metrics, settings, shared);
    Optional<LedgerReader> ledgers =
        deduplication.map(
            rule ->
                new LedgerReader(
                    rule.ledger(),
                    settings.limits().ledgerEntries(),
                    () -> new KafkaConsumer<>(ClientProperties.ledgerConsumer(settings)),
                    () -> Admin.create(ClientProperties.admin(settings))));
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name(settings.stage() + "-consumer")
            .unstarted(
                new EngineThread(
                    settings,
                    dispatcher,
                    committer,
                    status,
                    metrics::nanos,
                    shared,
                    () -> new KafkaConsumer<>(ClientProperties.consumer(settings)),
                    consumer -> loop(consumer, dispatcher, committer, ledgers, metrics, clock),
                    () -> {
                      stage.close();
                      scheduler.shutdownNow();
                      ledgers.ifPresent(LedgerReader::close);
                      decoder.close();
                      encoder.close();
                      metrics.close();
                    }));
    metrics.gauges(dispatcher);
  }

  /** Starts the engine's threads and returns; {@link #health} tells when it is ready. */
  public void start() {
    thread.start();
  }

  /** How it is now; from any thread. */
  public EngineHealth health() {
    EngineHealth health = status.health();
    return handler
        .awaitedSchema()
        .filter(schema -> health.ready())
        .map(schema -> new EngineHealth(true, false, "writing waits: " + schema))
        .orElse(health);
  }

  /**
   * Waits until the engine has stopped or failed.
   *
   * @return whether it ended within the limit
   */
  public boolean awaitTermination(Duration limit) throws InterruptedException {
    return status.awaitEnd(limit);
  }

  /** What ended the engine, where it was a fatal failure. */
  public Optional<Throwable> failure() {
    return status.failure();
  }

  /** Completes when the engine has stopped, exceptionally as soon as a fatal failure ends it. */
  public CompletableFuture<Void> end() {
    return status.end();
  }

  /**
   * Stops within 10 s: reads nothing more, lets handlers finish for a while and interrupts the
   * rest, commits what is handled, and leaves the group. Returns at once where the engine failed
   * and has cleaned up already.
   */
  @Override
  public void close() {
    status.beginToClose();
    if (thread.getState() == Thread.State.NEW) {
      thread.start(); // its end frees what the constructor made
    }
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        LOG.error("{} did not stop within {}", settings.stage(), CLOSE_LIMIT);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private ConsumerLoop loop(
      Consumer<byte[], byte[]> consumer,
      Dispatcher dispatcher,
      Committer committer,
      Optional<LedgerReader> ledgers,
      EngineMetrics metrics,
      Clock clock) {
    EngineLimits limits = settings.limits();
    PartitionHandover handover =
        new PartitionHandover(
            dispatcher,
            limits.drainTimeout().dividedBy(2),
            ClientProperties.rebalanceTimeout(settings).dividedBy(2));
    ConsumerLoop loop =
        new ConsumerLoop(
            consumer,
            dispatcher,
            committer,
            new PartitionRestore(consumer, ledgers, limits),
            handover,
            status,
            metrics,
            limits,
            clock);
    metrics.gauges(loop);
    consumer.subscribe(settings.inputs().stream().map(Topic::name).toList(), loop);
    return loop;
  }
}
