package dev.pinwheel.runtime.engine.commit;

import static dev.pinwheel.runtime.engine.Run.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.engine.EngineLimits;
import dev.pinwheel.runtime.engine.EngineMetrics;
import dev.pinwheel.runtime.engine.EngineSettings;
import dev.pinwheel.runtime.engine.EngineStatus;
import dev.pinwheel.runtime.engine.order.Bench;
import dev.pinwheel.runtime.engine.order.PartitionLease;
import dev.pinwheel.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CommitterTest {

  private final Bench bench = new Bench(Bench.limits(10, EngineLimits.Successor.AFTER_COMMITTED));
  private final SlowProducer first = new SlowProducer();
  private final SlowProducer second = new SlowProducer();
  private final AtomicLong nanos = new AtomicLong();
  private final EngineStatus status = new EngineStatus(nanos::get);
  private final Committer committer = committer(new ArrayDeque<>(List.of(first, second)));
  private final Thread thread = new Thread(committer);
  private final PartitionLease lease = bench.lease(0);

  @AfterEach
  void close() throws InterruptedException {
    status.beginToClose();
    bench.dispatcher.commits().stop();
    thread.join();
    bench.close();
  }

  @Test
  void anUnknownEndSuspendsCommitsUntilANewProducerSettledItAndMemoryIsDropped() {
    first.commitTransactionException = new TimeoutException();
    thread.start();
    handle(0);

    eventually().until(bench.dispatcher.commits()::isSuspended);
    eventually().until(() -> second.transactionInitialized() && committer.isSettled());
    assertThat(first.closed()).isTrue();
    assertThat(second.transactionInFlight()).isFalse();
    assertThat(second.commitCount()).isZero();
  }

  @Test
  void aMissingRightKeepsTheEngineAliveAndTheRecordsUntilItIsGranted() {
    first.sendOffsetsToTransactionException = new TopicAuthorizationException("quarantine");
    CountDownLatch granted = new CountDownLatch(1);
    second.flushWaitsFor = granted;
    thread.start();
    handle(0);
    eventually().until(second::transactionInFlight);
    assertThat(first.closed()).isTrue();
    assertThat(status.health().live()).isTrue();
    assertThat(status.health().detail()).contains("committing fails");
    assertThat(bench.dispatcher.load().records()).isEqualTo(1);

    granted.countDown();
    eventually().until(() -> bench.dispatcher.load().records() == 0);
    assertThat(second.commitCount()).isEqualTo(1);
    assertThat(bench.begun).containsExactly(0L);
  }

  @Test
  void aProducerThatOpensOnlyAtTheSecondTryLeavesNoFaultBehind() {
    first.initTransactionException = new TimeoutException();
    thread.start();

    eventually().until(committer::isSettled);
    eventually().until(() -> !status.health().detail().contains("committing fails"));
  }

  @Test
  void aTransactionThatTakesLongIsToldWhileItLasts() {
    thread.start();
    eventually().until(committer::isSettled);
    status.setRestored(true);
    CountDownLatch answered = new CountDownLatch(1);
    first.flushWaitsFor = answered;
    handle(0);
    eventually().until(() -> first.transactionInFlight());
    nanos.set(Duration.ofSeconds(5).toNanos());
    assertThat(status.health().ready()).isTrue();
    nanos.set(Duration.ofSeconds(6).toNanos());
    assertThat(status.health().ready()).isFalse();
    assertThat(status.health().detail()).contains("takes longer than");

    answered.countDown();
    eventually().until(() -> status.health().ready());
  }

  @Test
  void anIdThatIsTakenOverIsFatalAndTheMessageTellsTheRemedy() {
    first.sendOffsetsToTransactionException = new ProducerFencedException("newer");
    thread.start();
    handle(0);

    eventually().until(() -> status.failure().isPresent());
    assertThat(status.failure().orElseThrow()).hasMessageContaining("instance.id");
    assertThat(status.health().live()).isFalse();
  }

  private void handle(long offset) {
    bench.admit(lease, offset, "k");
    bench.finish(offset);
  }

  private Committer committer(Queue<MockProducer<byte[], byte[]>> producers) {
    EngineSettings settings =
        new EngineSettings(
            "stage",
            List.of(Topics.ROTATION_REQUESTED),
            List.of(),
            Map.of("bootstrap.servers", "b", "value.serializer", "s", "value.deserializer", "d"),
            "stage-1",
            EngineLimits.defaults());
    EngineMetrics metrics = new EngineMetrics(new SimpleMeterRegistry(), "stage");
    TransactionalOutputs outputs =
        TransactionalOutputsTest.outputs(producers::remove, metrics::nanos);
    return new Committer(
        bench.dispatcher, outputs, status, metrics, settings, new SplittableRandom(1));
  }

  /** Its broker answers when the test says so. */
  private static final class SlowProducer extends MockProducer<byte[], byte[]> {
    private volatile CountDownLatch flushWaitsFor = new CountDownLatch(0);

    SlowProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the test looks at it meanwhile
    public void flush() {
      try {
        flushWaitsFor.await();
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
      super.flush();
    }
  }
}
