package dev.pinwheel.webhook;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.DurationText;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.webhook.delivery.Redaction;
import dev.pinwheel.webhook.delivery.RetrySchedule;
import dev.pinwheel.webhook.http.Endpoint;
import dev.pinwheel.webhook.http.EndpointUrl;
import dev.pinwheel.webhook.signature.SigningKey;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an operator decides about delivery.
 *
 * @param endpoints whom events may name
 * @param schedule when failed attempts are repeated
 * @param longestAsk the most of a {@code Retry-After} that is honoured
 * @param callTimeout limit of one attempt
 * @param concurrency attempts at the same time, per endpoint
 * @param privateNetworksAllowed whether host names may lead to loopback and private addresses
 */
public record WebhookDeliveryConfig(
    List<Endpoint> endpoints,
    RetrySchedule schedule,
    Duration longestAsk,
    Duration callTimeout,
    int concurrency,
    boolean privateNetworksAllowed) {

  static final ConfigKey<URI> URL =
      new ConfigKey<>(
          "endpoints.*.url",
          "Where the endpoint listens; https, without credentials",
          Optional.empty(),
          ConfigKey.httpUrl("", "").parser(),
          // Somebody may have written credentials into it, and the path may be one.
          true);

  static final ConfigKey<List<Secret>> SECRET =
      new ConfigKey<>(
          "endpoints.*.secret",
          "References to the signing keys, separated by commas; each may hold several keys,"
              + " separated by spaces: whsec_ (HMAC-SHA256) or whsk_ (Ed25519), then base64."
              + " Every key signs, so that keys can be rotated",
          Optional.empty(),
          WebhookDeliveryConfig::signingKeys,
          true);

  static final ConfigKey<Optional<Secret>> BEARER =
      ConfigKey.secret(
              "endpoints.*.bearer", "Reference to the token of the Authorization header; or none")
          .optional();

  static final ConfigKey<Boolean> ENABLED =
      ConfigKey.flag(
              "endpoints.*.enabled",
              "false: what is for this endpoint becomes a dead letter with ENDPOINT_DISABLED")
          .withDefault("true");

  static final ConfigKey<RetrySchedule> RETRY_DELAYS =
      new ConfigKey<>(
          "retry.delays",
          "Waits between attempts: all, none, or the first ones of"
              + " 5s,5m,30m,2h,5h,10h,14h,20h,24h; after the last one comes the dead letter",
          Optional.of("all"),
          WebhookDeliveryConfig::schedule);

  static final ConfigKey<Duration> RETRY_AFTER_MAX =
      ConfigKey.duration(
              "retry.after.max", "The most of a Retry-After that is honoured; at most 24h")
          .withDefault("2h");

  static final ConfigKey<Duration> CALL_TIMEOUT =
      ConfigKey.duration("call.timeout", "Limit of one attempt, answer included; 100ms to 60s")
          .withDefault("15s");

  static final ConfigKey<Integer> CONCURRENCY =
      ConfigKey.integer(
              "endpoint.concurrency", "Attempts at the same time, per endpoint", 1, 10_000)
          .withDefault("64");

  static final ConfigKey<Boolean> PLAIN_HTTP =
      ConfigKey.flag("allow.plain.http", "true: http:// may lead beyond this machine")
          .withDefault("false");

  static final ConfigKey<Boolean> PRIVATE_NETWORKS =
      ConfigKey.flag(
              "allow.private.networks",
              "true: host names may lead to loopback and private addresses; an address in the URL"
                  + " itself, and localhost, always may")
          .withDefault("false");

  static final List<ConfigKey<?>> KEYS =
      List.of(
          URL,
          SECRET,
          BEARER,
          ENABLED,
          RETRY_DELAYS,
          RETRY_AFTER_MAX,
          CALL_TIMEOUT,
          CONCURRENCY,
          PLAIN_HTTP,
          PRIVATE_NETWORKS);

  private static final Duration SHORTEST_CALL = Duration.ofMillis(100);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

  public WebhookDeliveryConfig {
    endpoints = List.copyOf(endpoints);
    if (callTimeout.compareTo(SHORTEST_CALL) < 0 || callTimeout.compareTo(LONGEST_CALL) > 0) {
      throw new IllegalArgumentException("call.timeout: expected 100ms to 60s");
    }
    if (longestAsk.compareTo(Topics.WEBHOOK_RETRY_DELAYS.getLast()) > 0) {
      throw new IllegalArgumentException("retry.after.max: expected at most 24h");
    }
  }

  /**
   * Reads and checks.
   *
   * @throws IllegalArgumentException with every fault that only shows when settings are seen
   *     together, one line each, without secrets
   */
  public static WebhookDeliveryConfig from(Settings settings) {
    boolean plainHttp = settings.get(PLAIN_HTTP);
    List<String> faults = new ArrayList<>();
    List<Endpoint> endpoints = new ArrayList<>();
    for (String name : settings.names(URL)) {
      URI url = settings.get(URL, name);
      EndpointUrl.fault(url, plainHttp)
          .ifPresent(fault -> faults.add("endpoints." + name + ".url: " + fault));
      endpoints.add(
          endpoint(
              name,
              url,
              settings.get(SECRET, name),
              settings.get(BEARER, name),
              settings.get(ENABLED, name)));
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
    return new WebhookDeliveryConfig(
        endpoints,
        settings.get(RETRY_DELAYS),
        settings.get(RETRY_AFTER_MAX),
        settings.get(CALL_TIMEOUT),
        settings.get(CONCURRENCY),
        settings.get(PRIVATE_NETWORKS));
  }

  static Endpoint endpoint(
      String name, URI url, List<Secret> keys, Optional<Secret> bearer, boolean enabled) {
    List<String> hidden =
        Stream.concat(keys.stream(), bearer.stream()).map(Secret::reveal).toList();
    return new Endpoint(
        name,
        url,
        keys.stream().map(key -> SigningKey.parse(key.reveal())).toList(),
        bearer,
        enabled,
        Redaction.of(hidden));
  }

  /** Reads "all", "none" or a list such as "5s,5m". */
  static RetrySchedule schedule(String text) {
    return switch (text.strip()) {
      case "all" -> RetrySchedule.full();
      case "none" -> new RetrySchedule(List.of());
      case String list ->
          new RetrySchedule(Arrays.stream(list.split(",", -1)).map(DurationText::parse).toList());
    };
  }

  /** Every key that the references lead to, each of which parses. */
  private static List<Secret> signingKeys(String references, Map<String, String> environment) {
    ConfigKey.Parser<Secret> reference = ConfigKey.secret("", "").parser();
    List<Secret> all =
        Arrays.stream(references.strip().split("\\s*,\\s*", -1))
            .map(text -> reference.parse(text, environment).reveal().strip())
            .flatMap(keys -> Arrays.stream(keys.split("\\s+", -1)))
            .map(Secret::new)
            .toList();
    all.forEach(key -> SigningKey.parse(key.reveal()));
    return all;
  }
}
