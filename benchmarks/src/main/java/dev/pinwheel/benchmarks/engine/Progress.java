package dev.pinwheel.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts handled records; the clock runs from the end of the warm-up to the last one. */
final class Progress {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final int warmUp;
  private final int all;
  private final AtomicInteger handled = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile long began;
  private volatile long beganCpu;
  private volatile long ended;
  private volatile long endedCpu;

  Progress(int warmUp, int records) {
    this.warmUp = warmUp;
    this.all = warmUp + records;
  }

  void handled() {
    int count = handled.incrementAndGet();
    if (count == warmUp) {
      began = System.nanoTime();
      beganCpu = SYSTEM.getProcessCpuTime();
    }
    if (count == all) {
      ended = System.nanoTime();
      endedCpu = SYSTEM.getProcessCpuTime();
      done.countDown();
    }
  }

  /**
   * Waits for the last record.
   *
   * @return {@code records=N nanos=N cpu=N}: the records that were measured, the time between, and
   *     the processor time that this process used in it, in nanoseconds
   */
  String await() throws InterruptedException {
    done.await();
    return "records=%d nanos=%d cpu=%d".formatted(all - warmUp, ended - began, endedCpu - beganCpu);
  }
}
