package dev.pinwheel.executor;

import dev.pinwheel.executor.platform.Organization;
import dev.pinwheel.executor.rotation.RetryLimits;
import dev.pinwheel.executor.rotation.RetryPolicy;
import dev.pinwheel.executor.target.SipAccounts;
import dev.pinwheel.executor.traffic.TrafficRules;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.service.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The executor's settings.
 *
 * @param organizations whom it may change, at least one
 * @param requestTimeout longest exchange, from connecting to the last byte
 * @param waits how long to wait between tries
 * @param limits when to give up
 * @param callsPerMinute the limit of each organisation and region; empty: none of our own
 * @param breaking when an organisation and region is left alone
 * @param targets what only some kinds of target need
 */
public record ApiExecutorConfig(
    List<Organization> organizations,
    Duration requestTimeout,
    RetryPolicy waits,
    RetryLimits limits,
    OptionalInt callsPerMinute,
    TrafficRules.Breaking breaking,
    TargetSettings targets) {

  static final ConfigKey<Duration> REQUEST_TIMEOUT =
      ConfigKey.duration(
              "request.timeout", "Longest exchange, from connecting to the answer's last byte.")
          .withDefault("10s");

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

  static final ConfigKey<Optional<Integer>> CALLS_PER_MINUTE =
      ConfigKey.integer(
              "rate.limit.per.minute",
              "Calls a minute for each organisation and region; Genesys Cloud documents 300 for"
                  + " an OAuth client. Empty: as many as the platform takes.",
              1,
              1_000_000)
          .optional();

  static final ConfigKey<Integer> BREAKER_CALLS =
      ConfigKey.integer(
              "breaker.calls",
              "The circuit breaker of an organisation and region opens when half of its last calls"
                  + " failed, those of three targets among them; this is how many are looked at.",
              4,
              10_000)
          .withDefault("20");

  static final ConfigKey<Duration> BREAKER_OPEN =
      ConfigKey.duration(
              "breaker.open",
              "How long nothing is called then; doubles while the platform still fails, up to"
                  + " retry.max.")
          .withDefault("5s");

  /** Every key, in the order of the configuration page. */
  static final List<ConfigKey<?>> KEYS =
      Stream.<List<? extends ConfigKey<?>>>of(
              OrganizationKeys.ALL,
              List.of(
                  REQUEST_TIMEOUT,
                  RETRY_BASE,
                  RETRY_MAX,
                  RETRY_AFTER_MAX,
                  RETRY_BUDGET,
                  RATE_LIMIT_BUDGET,
                  READ_BACK_ATTEMPTS,
                  CONFLICT_ATTEMPTS,
                  CALLS_PER_MINUTE,
                  BREAKER_CALLS,
                  BREAKER_OPEN),
              TargetSettings.KEYS,
              SipSettings.KEYS)
          .<ConfigKey<?>>flatMap(List::stream)
          .toList();

  /**
   * Checks what no single key can.
   *
   * @throws IllegalArgumentException that names the keys
   */
  public ApiExecutorConfig {
    if (requestTimeout.isZero() || waits.base().isZero()) {
      throw new IllegalArgumentException("request.timeout and retry.base must be above zero");
    }
    organizations = List.copyOf(organizations);
    if (organizations.isEmpty()) {
      throw new IllegalArgumentException(
          "no organisation is configured: set platform.client.id and platform.client.secret, or"
              + " organizations.NAME.client.id and organizations.NAME.client.secret");
    }
    if (waits.base().compareTo(waits.most()) > 0) {
      throw new IllegalArgumentException("retry.base must not be above retry.max");
    }
  }

  static ApiExecutorConfig of(Settings settings) {
    Optional<Integer> callsPerMinute = settings.get(CALLS_PER_MINUTE);
    return new ApiExecutorConfig(
        OrganizationKeys.read(settings),
        settings.get(REQUEST_TIMEOUT),
        new RetryPolicy(
            settings.get(RETRY_BASE), settings.get(RETRY_MAX), settings.get(RETRY_AFTER_MAX)),
        new RetryLimits(
            settings.get(RETRY_BUDGET),
            settings.get(RATE_LIMIT_BUDGET),
            settings.get(READ_BACK_ATTEMPTS),
            settings.get(CONFLICT_ATTEMPTS)),
        callsPerMinute.isPresent() ? OptionalInt.of(callsPerMinute.get()) : OptionalInt.empty(),
        new TrafficRules.Breaking(
            settings.get(BREAKER_CALLS), settings.get(BREAKER_OPEN), settings.get(RETRY_MAX)),
        TargetSettings.of(settings));
  }

  /** The trunks' digest credentials, tried by this process's clock and randomness. */
  SipAccounts sipAccounts(Environment environment) {
    return new SipAccounts(
        targets.sip().byTrunk(),
        targets.sip().tls(),
        environment.clock(),
        environment.random(),
        requestTimeout);
  }

  /** How carefully each platform is called; what waits asks for counts for everybody, too. */
  TrafficRules traffic() {
    return new TrafficRules(
        callsPerMinute, breaking, waits.longestAsked(), waits.base().dividedBy(2));
  }
}
