package dev.pinwheel.stack.simulator.genesys;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a simulated organisation is made of.
 *
 * @param port 0 lets the system choose
 * @param rateLimitPerMinute calls that one OAuth client may make in a minute of the clock
 * @param clients who may ask for tokens
 * @param tokenLifetime how long a token really works
 * @param advertisedTokenLifetime what {@code expires_in} says
 * @param adminOpenToAll whether admin calls may come from other hosts
 */
public record OrganisationSettings(
    String host,
    int port,
    Clock clock,
    RandomGenerator random,
    int rateLimitPerMinute,
    Latency latency,
    List<OrganisationClient> clients,
    Duration tokenLifetime,
    Duration advertisedTokenLifetime,
    boolean adminOpenToAll) {

  public OrganisationSettings {
    clients = List.copyOf(clients);
  }

  /** Loopback, any port, 300 calls a minute, no latency, tokens for a day. */
  public static OrganisationSettings loopback(
      Clock clock, RandomGenerator random, OrganisationClient... clients) {
    return new OrganisationSettings(
        "127.0.0.1",
        0,
        clock,
        random,
        300,
        Latency.NONE,
        List.of(clients),
        Duration.ofDays(1),
        Duration.ofDays(1),
        false);
  }

  public OrganisationSettings withRateLimitPerMinute(int calls) {
    return new OrganisationSettings(
        host,
        port,
        clock,
        random,
        calls,
        latency,
        clients,
        tokenLifetime,
        advertisedTokenLifetime,
        adminOpenToAll);
  }

  public OrganisationSettings withLatency(Latency time) {
    return new OrganisationSettings(
        host,
        port,
        clock,
        random,
        rateLimitPerMinute,
        time,
        clients,
        tokenLifetime,
        advertisedTokenLifetime,
        adminOpenToAll);
  }

  /** Tokens that work for one time and say another. */
  public OrganisationSettings withTokenLifetime(Duration real, Duration advertised) {
    return new OrganisationSettings(
        host,
        port,
        clock,
        random,
        rateLimitPerMinute,
        latency,
        clients,
        real,
        advertised,
        adminOpenToAll);
  }
}
