package dev.pinwheel.stack;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.stack.simulator.GenesysCloudSimulator;
import dev.pinwheel.stack.simulator.PkiManagerSimulator;
import dev.pinwheel.stack.simulator.genesys.OrganisationClient;
import dev.pinwheel.stack.simulator.genesys.OrganisationSettings;
import dev.pinwheel.stack.simulator.pki.PkiSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The worlds outside: the platform, and two PKI managers, so that one can be down while the other
 * is told.
 */
public record Simulators(
    GenesysCloudSimulator platform, PkiManagerSimulator pkiManager, PkiManagerSimulator standby)
    implements AutoCloseable {

  public static final String DEFAULT = "default";
  public static final String STANDBY = "standby";

  static final List<String> ENDPOINTS = List.of(DEFAULT, STANDBY);

  static Simulators start(
      StackOptions options, Credentials credentials, Clock clock, RandomGenerator random) {
    GenesysCloudSimulator platform =
        GenesysCloudSimulator.start(
            new OrganisationSettings(
                "127.0.0.1",
                options.ports().platform(),
                clock,
                random,
                options.rateLimitPerMinute(),
                options.latency(),
                List.of(
                    OrganisationClient.administrator(
                        Credentials.PLATFORM_CLIENT, new Secret(credentials.platformSecret()))),
                Duration.ofDays(1),
                Duration.ofDays(1),
                false));
    return new Simulators(
        platform,
        pkiManager(DEFAULT, options.ports().pkiManager(), credentials, clock),
        pkiManager(STANDBY, 0, credentials, clock));
  }

  /** Where the webhooks of an endpoint go. */
  URI webhooks(String endpoint) {
    return (endpoint.equals(STANDBY) ? standby : pkiManager).webhook(endpoint);
  }

  @Override
  public void close() {
    try (platform;
        pkiManager;
        standby) {
      // each is closed even where another one cannot be
    }
  }

  private static PkiManagerSimulator pkiManager(
      String endpoint, int port, Credentials credentials, Clock clock) {
    PkiSettings usual =
        PkiSettings.loopback(clock).withEndpoint(endpoint, new Secret(credentials.webhookSecret()));
    return PkiManagerSimulator.start(
        new PkiSettings(
            usual.host(),
            port,
            usual.adminPort(),
            usual.clock(),
            usual.endpoints(),
            usual.tolerance(),
            usual.adminOpenToAll()));
  }
}
