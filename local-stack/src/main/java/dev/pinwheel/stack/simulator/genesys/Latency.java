package dev.pinwheel.stack.simulator.genesys;

import java.time.Duration;

/** How long the platform takes for a call before anything happens: evenly spread, both included. */
public record Latency(Duration least, Duration most) {

  public static final Latency NONE = fixed(Duration.ZERO);

  public Latency {
    if (least.isNegative() || most.compareTo(least) < 0) {
      throw new IllegalArgumentException("a latency is from " + least + " to " + most);
    }
  }

  public static Latency fixed(Duration latency) {
    return new Latency(latency, latency);
  }

  Duration draw(Chance random) {
    return least.equals(most)
        ? least
        : least.plusNanos(random.below(most.minus(least).toNanos() + 1));
  }
}
