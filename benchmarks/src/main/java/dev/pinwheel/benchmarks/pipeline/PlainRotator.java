package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.stack.LocalStack;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The plain program, in some threads. */
final class PlainRotator implements Rotator {

  private final int threads;
  private final PlainProgram program;
  private final ExecutorService executor;

  PlainRotator(LocalStack stack, int threads, Clock clock) {
    this.threads = threads;
    this.program = new PlainProgram(stack, clock);
    this.executor = Executors.newFixedThreadPool(threads);
  }

  @Override
  public String name() {
    return threads == 1 ? "plain, sequential" : "plain, " + threads + " threads";
  }

  @Override
  public Map<UUID, Instant> rotate(List<Rotation> rotations) throws InterruptedException {
    Map<UUID, Instant> told = new ConcurrentHashMap<>();
    List<Future<Instant>> running = new ArrayList<>();
    for (Rotation rotation : rotations) {
      running.add(
          executor.submit(
              () -> {
                Instant at = program.rotate(rotation);
                told.put(rotation.rotationId(), at);
                return at;
              }));
    }
    try {
      for (Future<Instant> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(name() + " failed", e.getCause());
    }
    return told;
  }

  @Override
  public void close() {
    executor.shutdownNow();
    program.close();
  }
}
