package dev.pinwheel.runtime.service;

import dev.pinwheel.runtime.kafka.ClusterFault;
import dev.pinwheel.runtime.kafka.Complaint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a service from its work until nothing that it needs is missing, and tells what is. No Kafka
 * client of the service is made before: many cannot be made, or end, where something is missing.
 */
public final class StartGate implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartGate.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(2);

  private final String name;
  private final Supplier<List<String>> missing;
  private final Runnable work;
  private final Complaint complaint = new Complaint(System::nanoTime);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** What the gate says; empty once the work has begun. */
  private volatile Optional<Service.Health> waiting =
      Optional.of(new Service.Health(true, false, "not started"));

  /**
   * A closed gate.
   *
   * @param missing asks what is missing, one line each, again and again
   * @param work begins when nothing is; it must return soon
   */
  public StartGate(String name, Supplier<List<String>> missing, Runnable work) {
    this.name = name;
    this.missing = missing;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name(name + "-gate").unstarted(this::run);
  }

  /** Begins to ask; returns at once. */
  public void start() {
    thread.start();
  }

  /** How the service is because of what is missing; empty where the service itself knows. */
  public Optional<Service.Health> health() {
    return waiting;
  }

  private void run() {
    try {
      Duration pause = FIRST_PAUSE;
      while (!isOpen()) {
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
      if (complaint.isOver()) {
        LOG.info("{}: nothing is missing any more", name);
      }
      begin();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      if (closing.getCount() > 0) {
        LOG.error("{} cannot start", name, e);
        waiting = Optional.of(new Service.Health(false, false, ClusterFault.inWords(e)));
      }
    }
  }

  private boolean isOpen() {
    List<String> found = missing.get();
    if (found.isEmpty()) {
      return true;
    }
    String text = "waiting: " + String.join("; ", found);
    waiting = Optional.of(new Service.Health(true, false, text));
    if (complaint.isDue(text)) {
      LOG.warn("{}: {}", name, text);
    }
    return false;
  }

  /** Under the lock of {@link #close}: what begins is ended by whoever closes the service. */
  private synchronized void begin() {
    if (closing.getCount() > 0) {
      work.run();
      waiting = Optional.empty();
    }
  }

  /** Nothing begins after it. */
  @Override
  public void close() {
    synchronized (this) {
      closing.countDown();
    }
    thread.interrupt();
    try {
      if (thread.isAlive() && !thread.join(CLOSES_WITHIN)) {
        LOG.info("{}: a question about what is missing is left to itself", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
