package dev.pinwheel.runtime.engine;

import dev.pinwheel.runtime.kafka.ClusterFault;
import dev.pinwheel.runtime.kafka.Complaint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine's threads tell about themselves, for health and for the end. Thread-safe. */
public final class EngineStatus {

  private static final Logger LOG = LoggerFactory.getLogger(EngineStatus.class);
  private static final String NONE = "";

  /** A transaction usually takes milliseconds; the producer has patience for minutes. */
  private static final Duration SLOW_COMMIT = Duration.ofSeconds(5);

  private final LongSupplier nanos;
  private final Complaint readingComplaint;
  private final Complaint committingComplaint;
  private final CountDownLatch ending = new CountDownLatch(1);

  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile boolean closing;
  private volatile boolean restored;
  private volatile String reading = NONE;
  private volatile String committing = NONE;
  private volatile boolean inTransaction;
  private volatile long transactionBegan;

  /**
   * @param nanos monotonic time in nanoseconds
   */
  public EngineStatus(LongSupplier nanos) {
    this.nanos = nanos;
    this.readingComplaint = new Complaint(nanos);
    this.committingComplaint = new Complaint(nanos);
  }

  /** The first fatal failure counts. */
  public void fail(Throwable cause) {
    LOG.error("the engine stops", cause);
    closing = true;
    end.completeExceptionally(cause);
    ending.countDown();
  }

  public void beginToClose() {
    closing = true;
    ending.countDown();
  }

  /** Waits a while, less when the engine stops. */
  void pause(Duration time) throws InterruptedException {
    if (ending.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.debug("stopping: a wait of {} was cut short", time);
    }
  }

  void closed() {
    closing = true;
    end.complete(null);
  }

  public boolean isClosing() {
    return closing;
  }

  /** Whether every assigned partition is restored; false before the first assignment. */
  public void setRestored(boolean value) {
    restored = value;
  }

  /** Logged once, and once a minute while it stays the same. */
  void readingFails(Throwable cause) {
    reading = ClusterFault.inWords(cause);
    complain(readingComplaint, "reading fails: " + reading, cause);
  }

  void readingWorks() {
    reading = NONE;
    if (readingComplaint.isOver()) {
      LOG.info("reading works again");
    }
  }

  public void transactionBegins() {
    transactionBegan = nanos.getAsLong();
    inTransaction = true;
  }

  public void transactionEnds() {
    inTransaction = false;
  }

  /** Logged once, and once a minute while it stays the same. */
  public void committingFails(Throwable cause) {
    committing = ClusterFault.inWords(cause);
    complain(committingComplaint, "committing fails: " + committing, cause);
  }

  public void committingWorks() {
    committing = NONE;
    if (committingComplaint.isOver()) {
      LOG.info("committing works again");
    }
  }

  private static void complain(Complaint complaint, String trouble, Throwable cause) {
    if (complaint.isDue(trouble)) {
      LOG.warn("{} ({})", trouble, cause.toString());
    }
  }

  public Optional<Throwable> failure() {
    return end.isCompletedExceptionally() ? Optional.of(end.exceptionNow()) : Optional.empty();
  }

  boolean awaitEnd(Duration limit) throws InterruptedException {
    try {
      end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      return true; // failure() tells it
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Completes when the engine ends, exceptionally after a fatal failure. */
  CompletableFuture<Void> end() {
    return end.copy();
  }

  public EngineHealth health() {
    if (failure().isPresent()) {
      return new EngineHealth(false, false, failure().get().toString());
    }
    if (closing) {
      return new EngineHealth(true, false, "stopping");
    }
    if (!reading.isEmpty()) {
      return new EngineHealth(true, false, "reading fails: " + reading);
    }
    if (!committing.isEmpty()) {
      return new EngineHealth(true, false, "committing fails: " + committing);
    }
    if (inTransaction && nanos.getAsLong() - transactionBegan > SLOW_COMMIT.toNanos()) {
      return new EngineHealth(true, false, "a transaction takes longer than " + SLOW_COMMIT);
    }
    return restored
        ? new EngineHealth(true, true, "running")
        : new EngineHealth(true, false, "waiting for its partitions");
  }
}
