package dev.pinwheel.benchmarks.pipeline;

import dev.pinwheel.benchmarks.report.Quantiles;
import dev.pinwheel.embedded.EmbeddedCluster;
import dev.pinwheel.stack.LocalStack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** A warm pipeline on a cluster, measured while brokers are there and while they are not. */
final class OutageRun {

  private static final Duration LAST_LIMIT = Duration.ofMinutes(3);

  private final LocalStack stack;
  private final Steps steps;
  private final PinwheelRotator pinwheel;
  private final World world;
  private final EmbeddedCluster cluster;
  private final int perSecond;
  private final Clock clock;

  OutageRun(
      LocalStack stack,
      Steps steps,
      PinwheelRotator pinwheel,
      World world,
      EmbeddedCluster cluster,
      int perSecond,
      Clock clock) {
    this.stack = stack;
    this.steps = steps;
    this.pinwheel = pinwheel;
    this.world = world;
    this.cluster = cluster;
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** Asks for as long and leaves everything in peace. */
  Quantiles quietly(Duration time) throws InterruptedException {
    OpenLoop loop = new OpenLoop(perSecond, clock);
    List<Rotation> rotations =
        world.rotations(
            stack.simulators().platform(), Math.toIntExact(perSecond * time.toSeconds()));
    loop.run(rotations, this::ask);
    return told(loop, rotations);
  }

  /**
   * Asks while one broker after another is away; the next one goes when the cluster is whole.
   *
   * @param away takes a broker away
   * @param time how long it stays away
   */
  Quantiles whileEachIs(IntConsumer away, Duration time) throws InterruptedException {
    OpenLoop loop = new OpenLoop(perSecond, clock);
    Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    CompletableFuture<Void> outages =
        CompletableFuture.runAsync(() -> takeAwayEach(away, time), threads);
    List<Rotation> asked = new ArrayList<>();
    // nobody knows before how long the cluster needs to be whole again
    Iterator<Rotation> untilTheEnd =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return !outages.isDone();
          }

          @Override
          public Rotation next() {
            Rotation next = world.rotations(stack.simulators().platform(), 1).getFirst();
            asked.add(next);
            return next;
          }
        };
    loop.run(() -> untilTheEnd, this::ask);
    outages.join();
    return told(loop, asked);
  }

  private void takeAwayEach(IntConsumer away, Duration time) {
    try {
      for (int broker = 0; broker < cluster.size(); broker++) {
        away.accept(broker);
        LockSupport.parkNanos(time.toNanos());
        cluster.startAgain(broker);
        cluster.awaitInSync();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a broker was away", e);
    }
  }

  /** Whoever gets no answer asks again with the same ids, and the wait counts. */
  private void ask(Rotation rotation) throws InterruptedException {
    while (true) {
      try {
        pinwheel.submit(List.of(rotation));
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // no answer in time
      }
    }
  }

  private Quantiles told(OpenLoop loop, List<Rotation> rotations) throws InterruptedException {
    List<UUID> ids = rotations.stream().map(Rotation::rotationId).toList();
    steps.awaitTold(ids, LAST_LIMIT);
    Map<UUID, Instant> told =
        ids.stream().collect(Collectors.toMap(Function.identity(), id -> steps.of(id).told()));
    return loop.latencies(rotations, told);
  }
}
