package dev.pinwheel.executor;

import dev.pinwheel.executor.platform.TokenSource;
import dev.pinwheel.executor.rotation.RetryLimits;
import dev.pinwheel.executor.rotation.RetryPolicy;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The executor's settings.
 *
 * @param apiUrl base URL in place of the region's own
 * @param authUrl token endpoint's base URL in place of the region's own
 * @param organization the organisation that the credentials belong to, where it is checked
 * @param credentials what tokens are asked for with
 * @param requestTimeout longest exchange, from connecting to the last byte
 * @param waits how long to wait between tries
 * @param limits when to give up
 * @param targets what only some kinds of target need
 */
public record ApiExecutorConfig(
    Optional<URI> apiUrl,
    Optional<URI> authUrl,
    Optional<String> organization,
    TokenSource.Credentials credentials,
    Duration requestTimeout,
    RetryPolicy waits,
    RetryLimits limits,
    TargetSettings targets) {

  static final ConfigKey<Optional<URI>> BASE_URL =
      ConfigKey.httpUrl(
              "platform.base.url",
              "Base URL of the platform's API for every region, in place of https://api.DOMAIN of"
                  + " the target's region: for simulators and gateways. Empty: the region's.")
          .optional();

  static final ConfigKey<Optional<URI>> AUTH_URL =
      ConfigKey.httpUrl(
              "platform.auth.url",
              "Base URL of the token endpoint, in place of https://login.DOMAIN of the target's"
                  + " region. Empty: platform.base.url where that is set, otherwise the region's.")
          .optional();

  static final ConfigKey<Optional<String>> ORGANIZATION =
      ConfigKey.text(
              "platform.organization.id",
              "Organisation that the credentials belong to: targets of another one are refused."
                  + " Empty: not checked.")
          .optional();

  static final ConfigKey<String> CLIENT_ID =
      ConfigKey.text("platform.client.id", "Id of the OAuth client that the executor acts as.");

  static final ConfigKey<Secret> CLIENT_SECRET =
      ConfigKey.secret("platform.client.secret", "Where that client's secret is.");

  static final ConfigKey<Duration> REQUEST_TIMEOUT =
      ConfigKey.duration(
              "request.timeout", "Longest exchange, from connecting to the answer's last byte.")
          .withDefault("10s");

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

  static final ConfigKey<Duration> RETRY_BASE =
      ConfigKey.duration("retry.base", "Waiting time after the first failure; doubles each time.")
          .withDefault("500ms");

  static final ConfigKey<Duration> RETRY_MAX =
      ConfigKey.duration("retry.max", "Longest waiting time between two tries after failures.")
          .withDefault("30s");

  static final ConfigKey<Duration> RETRY_AFTER_MAX =
      ConfigKey.duration("retry.after.max", "Longest Retry-After that is believed.")
          .withDefault("1h");

  static final ConfigKey<Duration> RETRY_BUDGET =
      ConfigKey.duration(
              "retry.budget",
              "How long an unavailable platform is tried again, from a rotation's first handling"
                  + " in this process.")
          .withDefault("10m");

  static final ConfigKey<Duration> RATE_LIMIT_BUDGET =
      ConfigKey.duration(
              "rate.limit.budget", "The same for a platform that answers too many requests.")
          .withDefault("1h");

  static final ConfigKey<Integer> READ_BACK_ATTEMPTS =
      ConfigKey.integer(
              "read.back.attempts", "Reads after an accepted write until it must show.", 1, 100)
          .withDefault("5");

  static final ConfigKey<Integer> CONFLICT_ATTEMPTS =
      ConfigKey.integer(
              "conflict.attempts",
              "Writes that the platform may refuse because the target changed meanwhile.",
              1,
              100)
          .withDefault("5");

  private static final List<ConfigKey<?>> OWN_KEYS =
      List.of(
          BASE_URL,
          AUTH_URL,
          ORGANIZATION,
          CLIENT_ID,
          CLIENT_SECRET,
          REQUEST_TIMEOUT,
          TOKEN_SKEW,
          CREDENTIALS_REFUSED_PAUSE,
          RETRY_BASE,
          RETRY_MAX,
          RETRY_AFTER_MAX,
          RETRY_BUDGET,
          RATE_LIMIT_BUDGET,
          READ_BACK_ATTEMPTS,
          CONFLICT_ATTEMPTS);

  /** Every key, in the order of the configuration page. */
  static final List<ConfigKey<?>> KEYS =
      Stream.concat(OWN_KEYS.stream(), TargetSettings.KEYS.stream()).toList();

  /**
   * Checks what no single key can.
   *
   * @throws IllegalArgumentException that names the keys
   */
  public ApiExecutorConfig {
    if (requestTimeout.isZero() || waits.base().isZero()) {
      throw new IllegalArgumentException("request.timeout and retry.base must be above zero");
    }
    if (waits.base().compareTo(waits.most()) > 0) {
      throw new IllegalArgumentException("retry.base must not be above retry.max");
    }
  }

  static ApiExecutorConfig of(Settings settings) {
    return new ApiExecutorConfig(
        settings.get(BASE_URL),
        settings.get(AUTH_URL),
        settings.get(ORGANIZATION),
        new TokenSource.Credentials(
            settings.get(CLIENT_ID),
            settings.get(CLIENT_SECRET),
            settings.get(TOKEN_SKEW),
            settings.get(CREDENTIALS_REFUSED_PAUSE)),
        settings.get(REQUEST_TIMEOUT),
        new RetryPolicy(
            settings.get(RETRY_BASE), settings.get(RETRY_MAX), settings.get(RETRY_AFTER_MAX)),
        new RetryLimits(
            settings.get(RETRY_BUDGET),
            settings.get(RATE_LIMIT_BUDGET),
            settings.get(READ_BACK_ATTEMPTS),
            settings.get(CONFLICT_ATTEMPTS)),
        TargetSettings.of(settings));
  }
}
