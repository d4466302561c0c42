package dev.pinwheel.runtime.engine.reading;

import dev.pinwheel.runtime.engine.EngineLimits;
import dev.pinwheel.runtime.engine.order.Dispatcher;

/**
 * Whether reading pauses because too much is held: from a limit on until it is at half of it. The
 * consumer thread's only.
 */
public final class Pressure {

  private final int records;
  private final long bytes;
  private boolean high;

  public Pressure(EngineLimits limits) {
    this.records = limits.bufferedRecords();
    this.bytes = limits.bufferedBytes();
  }

  public boolean isHigh(Dispatcher.Load load) {
    if (load.records() >= records || load.bytes() >= bytes) {
      high = true;
    } else if (load.records() <= records / 2 && load.bytes() <= bytes / 2) {
      high = false;
    }
    return high;
  }

  public boolean isHigh() {
    return high;
  }
}
