package dev.pinwheel.executor;

import dev.pinwheel.executor.platform.Organization;
import dev.pinwheel.executor.platform.TokenSource;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of organisations: {@code platform.…} of the only one, {@code organizations.NAME.…}
 * of each of several.
 */
final class OrganizationKeys {

  /** What the organisation of the {@code platform.…} settings is called. */
  private static final String ONLY = "platform";

  static final ConfigKey<Duration> TOKEN_SKEW =
      ConfigKey.duration(
              "token.skew",
              "How long before its end a token is refreshed; never more than a quarter of its"
                  + " lifetime.")
          .withDefault("60s");

  static final ConfigKey<Duration> CREDENTIALS_REFUSED_PAUSE =
      ConfigKey.duration(
              "credentials.refused.pause",
              "How long refused credentials are not tried again; rotations fail meanwhile.")
          .withDefault("5m");

  static final ConfigKey<Optional<String>> CLIENT_ID =
      ConfigKey.text("platform.client.id", "Id of the OAuth client that the executor acts as.")
          .optional();

  static final ConfigKey<Optional<Secret>> CLIENT_SECRET =
      ConfigKey.secret("platform.client.secret", "Where that client's secret is.").optional();

  static final Keys OF_THE_ONLY_ONE = new Keys("platform.");
  static final Keys OF_EACH = new Keys("organizations.*.");

  static final ConfigKey<String> EACH_CLIENT_ID =
      ConfigKey.text(
          "organizations.*.client.id",
          "Id of the OAuth client that the executor acts as in the organisation of this name.");

  static final ConfigKey<Secret> EACH_CLIENT_SECRET =
      ConfigKey.secret("organizations.*.client.secret", "Where that client's secret is.");

  static final List<ConfigKey<?>> ALL = all();

  private OrganizationKeys() {}

  /** What both forms have; the credentials differ in that one form is not required. */
  record Keys(
      ConfigKey<Optional<String>> id,
      ConfigKey<List<String>> regions,
      ConfigKey<Optional<URI>> baseUrl,
      ConfigKey<Optional<URI>> authUrl,
      ConfigKey<Optional<Path>> trust,
      ConfigKey<List<String>> pins) {

    Keys(String prefix) {
      this(
          ConfigKey.text(
                  prefix + "organization.id",
                  "Organisation that the credentials belong to: targets of another one are"
                      + " refused. Empty: not checked.")
              .optional(),
          ConfigKey.list(prefix + "regions", "Regions that it is in, comma-separated. Empty: any.")
              .withDefault(""),
          ConfigKey.httpUrl(
                  prefix + "base.url",
                  "Base URL of the platform's API for every region, in place of"
                      + " https://api.DOMAIN of the target's region: for simulators and gateways."
                      + " Empty: the region's.")
              .optional(),
          ConfigKey.httpUrl(
                  prefix + "auth.url",
                  "Base URL of the token endpoint, in place of https://login.DOMAIN of the"
                      + " target's region. Empty: base.url where that is set, otherwise the"
                      + " region's.")
              .optional(),
          ConfigKey.path(
                  prefix + "tls.trust",
                  "PEM file of the only roots that the platform is trusted under. Empty: those of"
                      + " the JDK.")
              .optional(),
          ConfigKey.list(
                  prefix + "tls.pins",
                  "base64 SHA-256 of public keys (SPKI pins), comma-separated, of which one must"
                      + " be in the platform's chain. Empty: not pinned.")
              .withDefault(""));
    }

    List<ConfigKey<?>> all() {
      return List.of(id, regions, baseUrl, authUrl, trust, pins);
    }
  }

  /**
   * The organisations, in the order of their names.
   *
   * @throws IllegalArgumentException where one half of the only one's credentials is missing
   */
  static List<Organization> read(Settings settings) {
    List<Organization> organizations = new ArrayList<>();
    Optional<String> clientId = settings.get(CLIENT_ID);
    Optional<Secret> secret = settings.get(CLIENT_SECRET);
    if (clientId.isPresent() != secret.isPresent()) {
      throw new IllegalArgumentException(
          "platform.client.id and platform.client.secret are needed together");
    }
    if (clientId.isPresent()) {
      organizations.add(
          organization(ONLY, settings::get, OF_THE_ONLY_ONE, clientId.get(), secret.orElseThrow()));
    }
    for (String name : settings.names(EACH_CLIENT_ID)) {
      organizations.add(
          organization(
              name,
              new Lookup() {
                @Override
                public <T> T get(ConfigKey<T> key) {
                  return key.name().contains("*") ? settings.get(key, name) : settings.get(key);
                }
              },
              OF_EACH,
              settings.get(EACH_CLIENT_ID, name),
              settings.get(EACH_CLIENT_SECRET, name)));
    }
    return organizations;
  }

  /** Looks a setting up for one organisation. */
  private interface Lookup {
    <T> T get(ConfigKey<T> key);
  }

  private static Organization organization(
      String name, Lookup settings, Keys keys, String clientId, Secret secret) {
    return new Organization(
        name,
        settings.get(keys.id()),
        Set.copyOf(settings.get(keys.regions())),
        settings.get(keys.baseUrl()),
        settings.get(keys.authUrl()),
        new TokenSource.Credentials(
            clientId, secret, settings.get(TOKEN_SKEW), settings.get(CREDENTIALS_REFUSED_PAUSE)),
        new Organization.Tls(settings.get(keys.trust()), settings.get(keys.pins())));
  }

  private static List<ConfigKey<?>> all() {
    List<ConfigKey<?>> all = new ArrayList<>(List.of(CLIENT_ID, CLIENT_SECRET));
    all.addAll(OF_THE_ONLY_ONE.all());
    all.addAll(List.of(EACH_CLIENT_ID, EACH_CLIENT_SECRET));
    all.addAll(OF_EACH.all());
    all.addAll(List.of(TOKEN_SKEW, CREDENTIALS_REFUSED_PAUSE));
    return List.copyOf(all);
  }
}
