package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.benchmarks.report.Quantiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Begins rotations at a fixed rate, however slow the ones before are. Latencies count from the
 * instant at which a rotation was due, so that a program that falls behind cannot hide it.
 */
final class OpenLoop {

  private final int perSecond;
  private final Clock clock;
  private final Map<UUID, Instant> due = new ConcurrentHashMap<>();

  OpenLoop(int perSecond, Clock clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** Begins one rotation. */
  @FunctionalInterface
  interface Beginning {
    void begin(Rotation rotation) throws Exception;
  }

  /**
   * Returns when the last beginning has returned.
   *
   * @param rotations may go on as long as it likes; each is asked for when it is due
   */
  void run(Iterable<Rotation> rotations, Beginning beginning) throws InterruptedException {
    Instant start = clock.instant();
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> begun = new java.util.ArrayList<>();
      for (Rotation rotation : rotations) {
        long offset = begun.size() * 1_000_000_000L / perSecond;
        for (long left = begin + offset - System.nanoTime();
            left > 0;
            left = begin + offset - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        due.put(rotation.rotationId(), start.plusNanos(offset));
        begun.add(
            threads.submit(
                () -> {
                  beginning.begin(rotation);
                  return null;
                }));
      }
      for (Future<?> one : begun) {
        one.get();
      }
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a rotation could not be begun", e.getCause());
    }
  }

  Instant due(Rotation rotation) {
    return due.get(rotation.rotationId());
  }

  /** From when each was due to an instant that it reached. */
  Quantiles latencies(List<Rotation> rotations, Map<UUID, Instant> reached) {
    return Quantiles.of(
        rotations.stream()
            .map(
                rotation ->
                    Duration.between(due(rotation), reached.get(rotation.rotationId())).toNanos()
                        / 1e6)
            .toList());
  }
}
