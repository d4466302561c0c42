package dev.pinwheel.runtime.engine;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The committer's thread: one transaction after the other.
 *
 * <p>After a transaction that is certainly not committed its records go into the next one. After
 * one whose end is unknown the engine returns to the state of a start: the new producer settles the
 * old transaction, and the consumer's thread drops everything in memory and reads what is
 * committed.
 */
final class Committer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  private final Dispatcher dispatcher;
  private final TransactionalOutputs outputs;
  private final EngineStatus status;
  private final EngineMetrics metrics;
  private final EngineLimits limits;
  private final RandomGenerator random;

  /** Whether no transaction of an earlier producer can be open: offsets may be read. */
  private volatile boolean settled;

  /** This thread's only. */
  private int failures;

  Committer(
      Dispatcher dispatcher,
      TransactionalOutputs outputs,
      EngineStatus status,
      EngineMetrics metrics,
      EngineLimits limits,
      RandomGenerator random) {
    this.dispatcher = dispatcher;
    this.outputs = outputs;
    this.status = status;
    this.metrics = metrics;
    this.limits = limits;
    this.random = random;
  }

  /** Whether committed offsets may be read now. */
  boolean isSettled() {
    return settled;
  }

  @Override
  public void run() {
    try {
      Duration coolDown = Duration.ZERO;
      while (true) {
        if (!outputs.isOpen() && !open()) {
          if (status.isClosing()) {
            return;
          }
          continue;
        }
        Optional<Batch> batch = dispatcher.commits().next(coolDown);
        if (batch.isEmpty()) {
          return;
        }
        coolDown = commit(batch.get());
      }
    } catch (InterruptedException e) {
      LOG.info("the committer was interrupted");
    } catch (Throwable e) {
      status.fail(e);
    } finally {
      outputs.close();
    }
  }

  private boolean open() throws InterruptedException {
    try {
      outputs.open();
    } catch (RuntimeException e) {
      stumble(e);
      return false;
    }
    settled = true;
    return true;
  }

  /** Returns how long to let records gather before the next transaction. */
  private Duration commit(Batch batch) throws InterruptedException {
    Timer.Sample sample = metrics.start();
    switch (outputs.write(batch)) {
      case TransactionalOutputs.Result.Committed done -> {
        Duration took = metrics.committed(sample);
        failures = 0;
        status.committingWorks();
        batch.works().forEach(work -> metrics.handled(work.result));
        dispatcher.committed(batch);
        Duration left = limits.commitInterval().minus(took);
        return left.isNegative() ? Duration.ZERO : left;
      }
      case TransactionalOutputs.Result.NotCommitted(Throwable cause) -> {
        metrics.count(EngineMeter.ABORTED);
        stumble(cause);
      }
      case TransactionalOutputs.Result.Unknown(Throwable cause) -> {
        metrics.count(EngineMeter.ABORTED);
        // The order matters: offsets must not be read again before a new producer is open.
        settled = false;
        dispatcher.commits().suspend();
        stumble(cause);
      }
      case TransactionalOutputs.Result.TakenOver(Throwable cause) ->
          throw new FatalEngineException(
              "another process uses the transactional id of this one: give each instance its own"
                  + " instance.id",
              cause);
    }
    return Duration.ZERO;
  }

  private void stumble(Throwable cause) throws InterruptedException {
    if (ClientFault.ofProducer(cause) == ClientFault.FATAL) {
      throw new FatalEngineException("the producer cannot go on", cause);
    }
    failures++;
    status.committingFails(cause);
    Duration wait = limits.backoff().after(failures, random);
    LOG.warn("commit failed {} times, next in {}: {}", failures, wait, cause.toString());
    dispatcher.commits().pause(wait);
  }
}
