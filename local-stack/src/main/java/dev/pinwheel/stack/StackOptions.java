package dev.pinwheel.stack;

import dev.pinwheel.embedded.FreePorts;
import dev.pinwheel.stack.simulator.genesys.Latency;
import java.util.Map;
import java.util.Set;

/**
 * How a local stack differs from the usual one.
 *
 * @param ports wanted ports
 * @param rateLimitPerMinute calls that the platform takes from one OAuth client in a minute
 * @param latency how long the platform takes for a call
 * @param processes names of stages that run as processes of their own, so that they can be killed
 * @param processMegabytes heap of each such process
 * @param proxied names of stages that reach the broker by another address, such as a proxy's
 * @param settings further settings of a stage, by its name
 */
public record StackOptions(
    StackPorts ports,
    int rateLimitPerMinute,
    Latency latency,
    Set<String> processes,
    int processMegabytes,
    Map<String, String> proxied,
    Map<String, Map<String, String>> settings) {

  /** Genesys Cloud's published limit for one OAuth client. */
  private static final int PUBLISHED_RATE_LIMIT = 300;

  private static final int USUAL_MEGABYTES = 256;

  public StackOptions {
    processes = Set.copyOf(processes);
    proxied = Map.copyOf(proxied);
    settings = Map.copyOf(settings);
  }

  /**
   * Ports chosen by the system, the platform's published rate limit, every stage in this process.
   */
  public static StackOptions usual() {
    return new StackOptions(
        StackPorts.any(),
        PUBLISHED_RATE_LIMIT,
        Latency.NONE,
        Set.of(),
        USUAL_MEGABYTES,
        Map.of(),
        Map.of());
  }

  public StackOptions withPorts(StackPorts wanted) {
    return new StackOptions(
        wanted, rateLimitPerMinute, latency, processes, processMegabytes, proxied, settings);
  }

  /** The same, with the HTTP intake's port chosen where it was left to the system. */
  StackOptions withKnownPorts() {
    return ports.requests() == 0 ? withPorts(ports.withRequests(FreePorts.choose(1)[0])) : this;
  }

  public StackOptions withRateLimitPerMinute(int calls) {
    return new StackOptions(ports, calls, latency, processes, processMegabytes, proxied, settings);
  }

  public StackOptions withLatency(Latency time) {
    return new StackOptions(
        ports, rateLimitPerMinute, time, processes, processMegabytes, proxied, settings);
  }

  public StackOptions withProcesses(String... stages) {
    return new StackOptions(
        ports, rateLimitPerMinute, latency, Set.of(stages), processMegabytes, proxied, settings);
  }

  public StackOptions withProcessMegabytes(int heap) {
    return new StackOptions(ports, rateLimitPerMinute, latency, processes, heap, proxied, settings);
  }

  /** The stage talks to the broker through this address. */
  public StackOptions withBroker(String stage, String bootstrapServers) {
    Map<String, String> all = new java.util.HashMap<>(proxied);
    all.put(stage, bootstrapServers);
    return new StackOptions(
        ports, rateLimitPerMinute, latency, processes, processMegabytes, all, settings);
  }

  /** One more setting of a stage. */
  public StackOptions withSetting(String stage, String key, String value) {
    Map<String, Map<String, String>> all = new java.util.HashMap<>(settings);
    Map<String, String> ofStage = new java.util.HashMap<>(all.getOrDefault(stage, Map.of()));
    ofStage.put(key, value);
    all.put(stage, Map.copyOf(ofStage));
    return new StackOptions(
        ports, rateLimitPerMinute, latency, processes, processMegabytes, proxied, all);
  }
}
