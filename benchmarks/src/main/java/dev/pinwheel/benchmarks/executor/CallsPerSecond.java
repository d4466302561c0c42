package dev.pinwheel.benchmarks.executor;

import dev.pinwheel.stack.simulator.genesys.CallMoment;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Counts the calls that arrive at a platform, in each second of the clock. */
final class CallsPerSecond implements Consumer<CallMoment> {

  private final InstantSource clock;
  private final Map<Long, Integer> calls = new ConcurrentHashMap<>();

  CallsPerSecond(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void accept(CallMoment moment) {
    if (moment.phase() == CallMoment.Phase.BEFORE_EFFECT) {
      calls.merge(clock.instant().getEpochSecond(), 1, Integer::sum);
    }
  }

  /** In the busiest second, which may be a begun one; 0 where there was no call. */
  int most() {
    return calls.values().stream().max(Integer::compare).orElse(0);
  }
}
