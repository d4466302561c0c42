package dev.pinwheel.runtime.engine;

import dev.pinwheel.runtime.engine.commit.Committer;
import dev.pinwheel.runtime.engine.order.Dispatcher;
import dev.pinwheel.runtime.engine.order.PartitionLease;
import dev.pinwheel.runtime.engine.reading.ConsumerLoop;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumer's thread: starts the committer, reads until the engine stops, then ends it all. */
final class EngineThread implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);
  private static final Duration SHORT_WAIT = Duration.ofMillis(20);

  private final EngineSettings settings;
  private final Dispatcher dispatcher;
  private final EngineStatus status;
  private final LongSupplier nanos;
  private final RandomGenerator random;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Function<Consumer<byte[], byte[]>, ConsumerLoop> loops;
  private final Runnable cleanUp;
  private final Thread committer;

  /** Of the consumer, one after another. */
  private int failures;

  EngineThread(
      EngineSettings settings,
      Dispatcher dispatcher,
      Committer committer,
      EngineStatus status,
      LongSupplier nanos,
      RandomGenerator random,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Function<Consumer<byte[], byte[]>, ConsumerLoop> loops,
      Runnable cleanUp) {
    this.settings = settings;
    this.dispatcher = dispatcher;
    this.status = status;
    this.nanos = nanos;
    this.random = random;
    this.consumers = consumers;
    this.loops = loops;
    this.cleanUp = cleanUp;
    this.committer =
        Thread.ofPlatform().daemon().name(settings.stage() + "-committer").unstarted(committer);
  }

  @Override
  public void run() {
    try {
      if (!status.isClosing()) {
        work();
      }
    } catch (InterruptedException e) {
      LOG.warn("{} was interrupted", settings.stage());
    } catch (Throwable e) {
      status.fail(e);
    } finally {
      dispatcher.close();
      cleanUp.run();
      status.closed();
    }
  }

  private void work() throws InterruptedException {
    Consumer<byte[], byte[]> consumer = consumers.get();
    boolean quiet = false;
    try {
      ConsumerLoop loop = loops.apply(consumer);
      committer.start();
      try {
        while (!read(loop)) {
          close(consumer, false);
          consumer = consumers.get();
          loop = loops.apply(consumer);
        }
      } catch (RuntimeException e) {
        status.fail(e); // handlers are stopped below all the same
      }
      quiet = drain(loop);
    } finally {
      try {
        stopCommitter();
      } finally {
        close(consumer, quiet);
      }
    }
  }

  /**
   * Closes the consumer, even after an interrupt: one that is left open goes on with its
   * heartbeats, and a rebalance would wait for it until its poll interval ends.
   */
  private static void close(Consumer<byte[], byte[]> consumer, boolean quiet) {
    boolean interrupted = Thread.interrupted();
    // A handler that still runs keeps its partitions from the others until the session ends.
    consumer.close(
        CloseOptions.timeout(CLOSE_LIMIT)
            .withGroupMembershipOperation(
                quiet
                    ? GroupMembershipOperation.LEAVE_GROUP
                    : GroupMembershipOperation.REMAIN_IN_GROUP));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads until the engine stops.
   *
   * @return false where only another consumer can go on, after a wait: with the group protocol
   *     {@code consumer} a broker refuses a member whose {@code group.instance.id} it still keeps
   *     for a process that died, until that one's session ends, and the client gives up for good
   */
  private boolean read(ConsumerLoop loop) throws InterruptedException {
    while (!status.isClosing()) {
      try {
        loop.turn();
        failures = 0;
        status.readingWorks();
      } catch (KafkaException e) {
        boolean placeIsTaken = isNotReleased(e, loop);
        if (!placeIsTaken && ClientFault.ofConsumer(e) == ClientFault.FATAL) {
          throw new FatalEngineException("the consumer cannot go on", e);
        }
        failures++;
        status.readingFails(e);
        Duration wait = settings.limits().backoff().after(failures, random);
        LOG.debug("reading failed {} times, next in {}", failures, wait);
        status.pause(wait);
        if (placeIsTaken) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isNotReleased(KafkaException failure, ConsumerLoop loop) {
    return loop.leases().isEmpty() && Causes.any(failure, UnreleasedInstanceIdException.class);
  }

  /**
   * Ends the handlers and commits what they finished; after a fatal failure nothing is committed.
   * The consumer is polled meanwhile: a rebalance in the middle would otherwise put this member
   * out, and nothing more could be committed.
   *
   * @return whether no handler runs any more
   */
  private boolean drain(ConsumerLoop loop) throws InterruptedException {
    long tenth = settings.limits().drainTimeout().dividedBy(10).toNanos();
    boolean failed = status.failure().isPresent();
    long began = nanos.getAsLong();
    dispatcher.beginToEnd(loop.leases());
    if (!failed && pollUntil(loop, Dispatcher::isDone, began + 6 * tenth)) {
      dispatcher.end(loop.forgetAll());
      return true;
    }
    Set<PartitionLease> leases = loop.leases();
    dispatcher.interrupt(leases);
    boolean quiet = dispatcher.awaitHandlers(leases, Duration.ofNanos(tenth));
    if (!failed && !pollUntil(loop, Dispatcher::isCommitted, began + 9 * tenth)) {
      LOG.warn("stopped before everything handled was committed: it will be handled again");
    }
    dispatcher.end(loop.forgetAll());
    return quiet;
  }

  private boolean pollUntil(
      ConsumerLoop loop, BiPredicate<Dispatcher, Set<PartitionLease>> condition, long end)
      throws InterruptedException {
    while (!condition.test(dispatcher, loop.leases())) {
      if (nanos.getAsLong() > end) {
        return false;
      }
      try {
        loop.turnWhileStopping();
      } catch (InterruptException e) {
        throw interrupted(e);
      } catch (KafkaException e) {
        LOG.info("while stopping: {}", e.toString());
        dispatcher.awaitHandlers(loop.leases(), SHORT_WAIT);
      }
    }
    return true;
  }

  /** Kafka's own form of an interrupt sets the flag again, and every wait after it would fail. */
  private static InterruptedException interrupted(InterruptException e) {
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException(e.getMessage());
    interrupted.initCause(e);
    return interrupted;
  }

  private void stopCommitter() throws InterruptedException {
    dispatcher.commits().stop();
    if (committer.getState() != Thread.State.NEW && !committer.join(CLOSE_LIMIT)) {
      committer.interrupt();
      if (!committer.join(CLOSE_LIMIT)) {
        LOG.warn("the committer did not stop; its transaction is left to the next producer");
      }
    }
  }
}
