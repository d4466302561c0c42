package dev.pinwheel.executor.platform;

import dev.pinwheel.executor.traffic.TrafficGate;
import dev.pinwheel.executor.traffic.TrafficRules;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** One gate for each organisation and region, and what can be measured at it. */
public final class PlatformTraffic {

  private final TrafficRules rules;
  private final MeterRegistry meters;
  private final Clock clock;
  private final ConcurrentMap<PlatformPlace, TrafficGate> gates = new ConcurrentHashMap<>();

  public PlatformTraffic(TrafficRules rules, MeterRegistry meters, Clock clock) {
    this.rules = rules;
    this.meters = meters;
    this.clock = clock;
  }

  /** The gate of a place; the same for the same place. */
  public TrafficGate gate(PlatformPlace place) {
    return gates.computeIfAbsent(place, this::measured);
  }

  private TrafficGate measured(PlatformPlace place) {
    TrafficGate gate = new TrafficGate(rules);
    Tags tags = tags(place);
    Gauge.builder("pinwheel.executor.breaker", gate, TrafficGate::breakerState)
        .description("The platform's circuit breaker: 0 closed, 1 half open, 2 open.")
        .tags(tags)
        .register(meters);
    Gauge.builder(
            "pinwheel.executor.throttled.seconds",
            gate,
            throttled -> throttled.closedFor(clock.instant()).toSeconds())
        .description("How long the platform still wants everybody to wait.")
        .tags(tags)
        .register(meters);
    return gate;
  }

  /** Labels of a place. */
  public static Tags tags(PlatformPlace place) {
    return Tags.of("organization", place.organization(), "region", place.region());
  }
}
