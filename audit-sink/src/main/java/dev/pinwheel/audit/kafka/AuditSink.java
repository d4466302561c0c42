package dev.pinwheel.audit.kafka;

import dev.pinwheel.audit.store.AuditStore;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.runtime.service.Service;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit sink: one thread that reads every event topic and records what it reads. */
public final class AuditSink implements Service {

  /** Everything that a stage or a sensor writes, but for internal topics and figures. */
  public static final List<Topic> TOPICS =
      List.of(
          Topics.ROTATION_REQUESTED,
          Topics.CHAIN_VALIDATED,
          Topics.API_APPLIED,
          Topics.ROTATION_FAILED,
          Topics.WEBHOOK_DELIVERED,
          Topics.WEBHOOK_DEAD_LETTER,
          Topics.PIN_OBSERVED,
          Topics.QUARANTINE);

  /** Together under the ten seconds that a stop may take. */
  private static final Duration STOP = Duration.ofSeconds(6);

  private static final Duration LEAVE_GROUP = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(AuditSink.class);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final AuditStore store;
  private final Deserializer<?> deserializer;
  private final BatchLimits limits;
  private final Environment environment;
  private final SinkCondition condition = new SinkCondition();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Consumer<byte[], byte[]> consumer;
  private Thread thread;

  /**
   * A sink that does nothing yet.
   *
   * @param consumers makes the one consumer when the sink starts
   * @param store closed with the sink
   * @param deserializer of values, configured; closed with the sink
   */
  public AuditSink(
      Supplier<Consumer<byte[], byte[]>> consumers,
      AuditStore store,
      Deserializer<?> deserializer,
      BatchLimits limits,
      Environment environment) {
    this.consumers = consumers;
    this.store = store;
    this.deserializer = deserializer;
    this.limits = limits;
    this.environment = environment;
  }

  @Override
  public void start() {
    consumer = consumers.get();
    thread = Thread.ofPlatform().name("audit-sink").start(this::run);
  }

  @Override
  public Health health() {
    return condition.health();
  }

  /** What was read and not recorded yet is read again after the next start: nothing is lost. */
  @Override
  public void close() {
    stopping.countDown();
    if (thread != null) {
      consumer.wakeup();
      awaitEnd();
    }
    store.close();
    deserializer.close();
  }

  private void awaitEnd() {
    try {
      if (!thread.join(STOP)) {
        LOG.warn("still busy after {}: given up; the database rolls back what is open", STOP);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Backoff backoff = new Backoff(environment.clock(), environment.random());
    Recorder recorder =
        new Recorder(
            consumer,
            store,
            new RecordReading(new RecordDecoder(deserializer)),
            limits,
            environment.clock(),
            backoff,
            new AuditMeters(environment.meters()),
            condition);
    try {
      while (!isStopping() && !recorder.prepareStore()) {
        awaitStop(backoff.remaining());
      }
      recorder.subscribe(TOPICS.stream().map(Topic::name).toList());
      while (!isStopping()) {
        recorder.turn();
      }
    } catch (RuntimeException | Error e) {
      if (!isStopping() || !(e instanceof WakeupException)) {
        // nothing was recorded that is not whole: a restart begins where the database says
        condition.died(e);
        LOG.error("the consumer thread ends", e);
      }
    } finally {
      // also a static member: nobody is to wait for one that stops
      consumer.close(
          CloseOptions.timeout(LEAVE_GROUP)
              .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void awaitStop(Duration longest) {
    try {
      if (stopping.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("stopped before the database was usable");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }
}
