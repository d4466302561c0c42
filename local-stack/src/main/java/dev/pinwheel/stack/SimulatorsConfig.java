package dev.pinwheel.stack;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.stack.simulator.genesys.Latency;
import dev.pinwheel.stack.simulator.genesys.OrganisationClient;
import dev.pinwheel.stack.simulator.genesys.OrganisationSettings;
import dev.pinwheel.stack.simulator.pki.PkiSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Settings of the simulators as a process of their own. */
record SimulatorsConfig(
    String host,
    int genesysPort,
    int pkiPort,
    int pkiAdminPort,
    int rateLimit,
    Duration latency,
    String oauthClientId,
    Secret oauthClientSecret,
    String webhookEndpoint,
    Secret webhookSecret,
    int exampleClients,
    boolean adminOpen) {

  private static final ConfigKey<String> HOST =
      ConfigKey.text("simulator.host", "Address that every port listens on.")
          .withDefault("127.0.0.1");
  private static final ConfigKey<Integer> GENESYS_PORT =
      ConfigKey.integer("simulator.genesys.port", "Port of the platform; 0 is any.", 0, 65_535)
          .withDefault("18080");
  private static final ConfigKey<Integer> PKI_PORT =
      ConfigKey.integer("simulator.pki.port", "Port of the webhooks; 0 is any.", 0, 65_535)
          .withDefault("18081");
  private static final ConfigKey<Integer> PKI_ADMIN_PORT =
      ConfigKey.integer(
              "simulator.pki.admin.port", "Port of the PKI admin calls; 0 is any.", 0, 65_535)
          .withDefault("18082");
  private static final ConfigKey<Integer> RATE_LIMIT =
      ConfigKey.integer(
              "simulator.rate.limit", "Calls an OAuth client may make a minute.", 1, 100_000_000)
          .withDefault("300");
  private static final ConfigKey<Duration> LATENCY =
      ConfigKey.duration("simulator.latency", "How long the platform takes for every call.")
          .withDefault("0ms");
  private static final ConfigKey<String> OAUTH_CLIENT_ID =
      ConfigKey.text("simulator.oauth.client.id", "OAuth client that may ask for tokens.")
          .withDefault("pinwheel");
  private static final ConfigKey<Secret> OAUTH_CLIENT_SECRET =
      ConfigKey.secret("simulator.oauth.client.secret", "Its secret, env:NAME or file:/path.");
  private static final ConfigKey<String> WEBHOOK_ENDPOINT =
      ConfigKey.text("simulator.webhook.endpoint", "Name of the webhook endpoint.")
          .withDefault("default");
  private static final ConfigKey<Secret> WEBHOOK_SECRET =
      ConfigKey.secret(
          "simulator.webhook.secret", "Its signing secret (whsec_…), env:NAME or file:/path.");
  private static final ConfigKey<Integer> EXAMPLE_CLIENTS =
      ConfigKey.integer(
              "simulator.example.clients",
              "OAuth clients example-client-1 and so on that the organisation begins with.",
              0,
              100_000)
          .withDefault("10");
  private static final ConfigKey<Boolean> ADMIN_OPEN =
      ConfigKey.flag(
              "simulator.admin.open",
              "Whether admin calls, which need no token, may come from other hosts.")
          .withDefault("false");

  static final List<ConfigKey<?>> KEYS =
      List.of(
          HOST,
          GENESYS_PORT,
          PKI_PORT,
          PKI_ADMIN_PORT,
          RATE_LIMIT,
          LATENCY,
          OAUTH_CLIENT_ID,
          OAUTH_CLIENT_SECRET,
          WEBHOOK_ENDPOINT,
          WEBHOOK_SECRET,
          EXAMPLE_CLIENTS,
          ADMIN_OPEN);

  /**
   * Reads the settings.
   *
   * @param arguments such as {@code --genesys.port=0}, for {@code simulator.genesys.port}; the
   *     environment wins over them
   */
  static SimulatorsConfig read(List<String> arguments, Map<String, String> environment)
      throws InvalidSettingsException {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new InvalidSettingsException(
            List.of(argument + ": expected --name=value, such as --genesys.port=18080"));
      }
      given.put("simulator." + argument.substring(2, equals), argument.substring(equals + 1));
    }
    return of(Settings.read(KEYS, given, environment));
  }

  private static SimulatorsConfig of(Settings settings) {
    return new SimulatorsConfig(
        settings.get(HOST),
        settings.get(GENESYS_PORT),
        settings.get(PKI_PORT),
        settings.get(PKI_ADMIN_PORT),
        settings.get(RATE_LIMIT),
        settings.get(LATENCY),
        settings.get(OAUTH_CLIENT_ID),
        settings.get(OAUTH_CLIENT_SECRET),
        settings.get(WEBHOOK_ENDPOINT),
        settings.get(WEBHOOK_SECRET),
        settings.get(EXAMPLE_CLIENTS),
        settings.get(ADMIN_OPEN));
  }

  OrganisationSettings genesys(Clock clock, RandomGenerator random) {
    return new OrganisationSettings(
        host,
        genesysPort,
        clock,
        random,
        rateLimit,
        Latency.fixed(latency),
        List.of(OrganisationClient.administrator(oauthClientId, oauthClientSecret)),
        Duration.ofDays(1),
        Duration.ofDays(1),
        adminOpen);
  }

  PkiSettings pki(Clock clock) {
    return new PkiSettings(
        host,
        pkiPort,
        pkiAdminPort,
        clock,
        Map.of(webhookEndpoint, List.of(webhookSecret)),
        Duration.ofMinutes(5),
        adminOpen);
  }
}
