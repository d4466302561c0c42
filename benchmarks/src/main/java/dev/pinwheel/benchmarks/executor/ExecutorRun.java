package dev.pinwheel.benchmarks.executor;

import dev.pinwheel.runtime.service.RunningService;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.fault.FaultType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Rotations handed to an executor that runs, and what became of them. */
final class ExecutorRun implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration READY = Duration.ofSeconds(60);
  private static final double MEBIBYTE = 1 << 20;

  private final Producer<String, Object> producer;
  private final Applied applied;

  /**
   * How a burst went.
   *
   * @param cpuMillis processor time of this process, executor, simulator and load, for each
   *     rotation
   * @param heapMebibytes most heap that was in use during it
   */
  record Burst(double perSecond, double cpuMillis, double heapMebibytes) {}

  ExecutorRun(ExecutorBench bench, RunningService executor) {
    producer = bench.producer();
    applied = new Applied(bench.clientSettings());
    Instant end = Clock.systemUTC().instant().plus(READY);
    while (!executor.health().ready()) {
      if (Clock.systemUTC().instant().isAfter(end)) {
        throw new IllegalStateException("the executor is not ready: " + executor.health().detail());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** All at once. */
  Burst burst(List<ChainValidated> orders) {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    Duration cpu = cpu();
    Instant begin = Clock.systemUTC().instant();
    orders.forEach(this::send);
    Instant last = lastOf(orders);
    double seconds = Duration.between(begin, last).toNanos() / 1e9;
    double heap =
        heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MEBIBYTE;
    return new Burst(
        orders.size() / seconds, cpu().minus(cpu).toNanos() / 1e6 / orders.size(), heap);
  }

  /** When the last of these was applied; waits for it. */
  Instant lastOf(List<ChainValidated> orders) {
    return applied.await(ids(orders), LIMIT).values().stream()
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** Each when it is due, however slow those before are: milliseconds from then to applied. */
  List<Double> openLoop(List<ChainValidated> orders, int perSecond) {
    Map<UUID, Instant> due = new HashMap<>();
    Instant begin = Clock.systemUTC().instant();
    for (int i = 0; i < orders.size(); i++) {
      Instant at = begin.plusNanos(i * 1_000_000_000L / perSecond);
      long wait = Duration.between(Clock.systemUTC().instant(), at).toNanos();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      due.put(orders.get(i).getRotationId(), at);
      send(orders.get(i));
    }
    List<Double> latencies = new ArrayList<>();
    applied
        .await(ids(orders), LIMIT)
        .forEach((id, at) -> latencies.add(Duration.between(due.get(id), at).toNanos() / 1e6));
    return latencies;
  }

  void send(ChainValidated order) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.CHAIN_VALIDATED.name(), TargetKey.of(order.getTarget()), order));
  }

  /** Every call about this client hangs. */
  void hang(GenesysCloudSimulator platform, String client) {
    platform.faults().add(FaultMatch.target(client), Fault.of(FaultType.HANG), FaultPlan.UNLIMITED);
  }

  private static Set<UUID> ids(List<ChainValidated> orders) {
    return orders.stream().map(ChainValidated::getRotationId).collect(Collectors.toSet());
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  @Override
  public void close() {
    producer.close();
    applied.close();
  }
}
