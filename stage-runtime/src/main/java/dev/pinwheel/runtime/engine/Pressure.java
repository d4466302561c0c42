package dev.pinwheel.runtime.engine;

/**
 * Whether reading pauses because too much is held: from a limit on until it is at half of it. The
 * consumer thread's only.
 */
final class Pressure {

  private final int records;
  private final long bytes;
  private boolean high;

  Pressure(EngineLimits limits) {
    this.records = limits.bufferedRecords();
    this.bytes = limits.bufferedBytes();
  }

  boolean isHigh(Dispatcher.Load load) {
    if (load.records() >= records || load.bytes() >= bytes) {
      high = true;
    } else if (load.records() <= records / 2 && load.bytes() <= bytes / 2) {
      high = false;
    }
    return high;
  }

  boolean isHigh() {
    return high;
  }
}
