package dev.pinwheel.stack.simulator.pki;

import dev.pinwheel.runtime.config.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a simulated PKI manager is made of.
 *
 * @param port of the webhooks; 0 lets the system choose
 * @param adminPort of the admin calls; 0 lets the system choose
 * @param endpoints the signing secrets by endpoint name; while a secret is replaced there are two
 * @param tolerance how far a message's timestamp may be from the clock
 * @param adminOpenToAll whether admin calls may come from other hosts
 */
public record PkiSettings(
    String host,
    int port,
    int adminPort,
    Clock clock,
    Map<String, List<Secret>> endpoints,
    Duration tolerance,
    boolean adminOpenToAll) {

  public PkiSettings {
    endpoints = Map.copyOf(endpoints);
  }

  /** Loopback, any ports, no endpoint yet, five minutes of tolerance. */
  public static PkiSettings loopback(Clock clock) {
    return new PkiSettings("127.0.0.1", 0, 0, clock, Map.of(), Duration.ofMinutes(5), false);
  }

  /** Adds an endpoint, {@code POST /webhooks/{name}}. */
  public PkiSettings withEndpoint(String name, Secret... secrets) {
    Map<String, List<Secret>> all = new LinkedHashMap<>(endpoints);
    all.put(name, List.of(secrets));
    return new PkiSettings(host, port, adminPort, clock, all, tolerance, adminOpenToAll);
  }
}
