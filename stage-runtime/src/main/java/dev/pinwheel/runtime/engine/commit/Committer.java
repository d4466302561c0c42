package dev.pinwheel.runtime.engine.commit;

import dev.pinwheel.runtime.engine.Causes;
import dev.pinwheel.runtime.engine.ClientFault;
import dev.pinwheel.runtime.engine.EngineLimits;
import dev.pinwheel.runtime.engine.EngineMeter;
import dev.pinwheel.runtime.engine.EngineMetrics;
import dev.pinwheel.runtime.engine.EngineSettings;
import dev.pinwheel.runtime.engine.EngineStatus;
import dev.pinwheel.runtime.engine.FatalEngineException;
import dev.pinwheel.runtime.engine.handling.QuarantineRecords;
import dev.pinwheel.runtime.engine.order.Batch;
import dev.pinwheel.runtime.engine.order.Dispatcher;
import dev.pinwheel.runtime.engine.order.Handled;
import dev.pinwheel.runtime.engine.order.Work;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
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
public final class Committer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  private final Dispatcher dispatcher;
  private final TransactionalOutputs outputs;
  private final EngineStatus status;
  private final EngineMetrics metrics;
  private final EngineLimits limits;
  private final QuarantineRecords quarantine;
  private final RandomGenerator random;

  /** Whether no transaction of an earlier producer can be open: offsets may be read. */
  private volatile boolean settled;

  /** This thread's only. */
  private int failures;

  /** This thread's only: whether the latest failure was that no producer could be opened. */
  private boolean openingFailed;

  public Committer(
      Dispatcher dispatcher,
      TransactionalOutputs outputs,
      EngineStatus status,
      EngineMetrics metrics,
      EngineSettings settings,
      RandomGenerator random) {
    this.dispatcher = dispatcher;
    this.outputs = outputs;
    this.status = status;
    this.metrics = metrics;
    this.limits = settings.limits();
    this.quarantine = new QuarantineRecords(settings.stage());
    this.random = random;
  }

  /** Whether committed offsets may be read now. */
  public boolean isSettled() {
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
      openingFailed = true;
      stumble(e);
      return false;
    }
    settled = true;
    if (openingFailed) {
      // nothing else was wrong: an idle stage would otherwise wait for its next record to be ready
      openingFailed = false;
      failures = 0;
      status.committingWorks();
    }
    return true;
  }

  /** Returns how long to let records gather before the next transaction. */
  private Duration commit(Batch batch) throws InterruptedException {
    Timer.Sample sample = metrics.start();
    status.transactionBegins();
    TransactionalOutputs.Result result = outputs.write(batch);
    status.transactionEnds();
    switch (result) {
      case TransactionalOutputs.Result.Committed done -> {
        Duration took = metrics.committed(sample);
        failures = 0;
        status.committingWorks();
        batch.works().forEach(work -> metrics.handled(work.result));
        dispatcher.committed(batch);
        Duration left = limits.commitInterval().minus(took);
        return left.isNegative() ? Duration.ZERO : left;
      }
      case TransactionalOutputs.Result.NotCommitted(Throwable cause, Optional<Work> culprit) -> {
        metrics.count(EngineMeter.ABORTED);
        dispatcher.commits().commitAgain();
        if (!quarantine(cause, culprit)) {
          stumble(cause);
        }
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

  /**
   * An output that is too large would be refused for ever: its record is quarantined instead. Where
   * the quarantine refuses it too, the engine waits for an operator to raise the topic's limit.
   */
  private boolean quarantine(Throwable cause, Optional<Work> culprit) {
    if (culprit.isEmpty()
        || !Causes.any(cause, RecordTooLargeException.class)
        || culprit.get().result.as() == Handled.As.QUARANTINED) {
      return false;
    }
    Work work = culprit.get();
    work.result = quarantine.tooLarge(work.record, cause);
    return true;
  }

  private void stumble(Throwable cause) throws InterruptedException {
    if (ClientFault.ofProducer(cause) == ClientFault.FATAL) {
      throw new FatalEngineException("the producer cannot go on", cause);
    }
    failures++;
    Duration wait = limits.backoff().after(failures, random);
    if (Causes.any(cause, CommitFailedException.class)) {
      // The group is at another generation; the consumer's thread tells the new one in a moment.
      wait = limits.backoff().first();
    } else {
      status.committingFails(cause);
    }
    LOG.debug("commit failed {} times, next in {}", failures, wait, cause);
    dispatcher.commits().pause(wait);
  }
}
