package dev.pinwheel.requests;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.schemas.TargetKind;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of the intake, checked.
 *
 * @param host address to listen on
 * @param port port to listen on; 0: the system chooses
 * @param tokens bearer tokens by the name of their principal
 * @param targetKinds kinds that are taken
 * @param mostBodyBytes largest body
 * @param concurrency requests that are read and published at the same time
 * @param publishTimeout how long a request waits for the broker
 * @param mostRotations timelines kept in memory
 * @param executors admin ports of the executors, asked what waits
 * @param executorTimeout how long they are waited for
 * @param kafka settings of Kafka clients and serializers
 */
public record RotationRequestsConfig(
    String host,
    int port,
    Map<String, Secret> tokens,
    Set<TargetKind> targetKinds,
    int mostBodyBytes,
    int concurrency,
    Duration publishTimeout,
    int mostRotations,
    List<URI> executors,
    Duration executorTimeout,
    Map<String, Object> kafka) {

  private static final ConfigKey<String> HOST =
      ConfigKey.text("http.host", "address that the HTTP API is served on")
          .withDefault("127.0.0.1");
  private static final ConfigKey<Integer> PORT =
      ConfigKey.integer(
              "http.port",
              "port that the HTTP API is served on; 0: the system chooses one",
              0,
              65_535)
          .withDefault("8080");
  private static final ConfigKey<Secret> TOKENS =
      ConfigKey.secret(
          "tokens.*",
          "bearer token of a principal, who is the * and becomes requestedBy; at least one");
  private static final ConfigKey<List<TargetKind>> KINDS =
      new ConfigKey<>(
          "target.kinds",
          "kinds of targets that are taken, comma-separated",
          Optional.of("OAUTH_CLIENT, BYOC_TRUNK, EDGE_TRUNK, DATA_ACTION_ENDPOINT"),
          RotationRequestsConfig::kinds);
  private static final ConfigKey<Integer> BODY_BYTES =
      ConfigKey.integer("http.body.bytes", "largest body, bytes", 1024, 64 << 20)
          .withDefault("1048576");
  private static final ConfigKey<Integer> CONCURRENCY =
      ConfigKey.integer(
              "http.concurrency",
              "requests that are read and published at the same time",
              1,
              10_000)
          .withDefault("64");
  private static final ConfigKey<Duration> PUBLISH_TIMEOUT =
      ConfigKey.duration(
              "publish.timeout", "how long a request waits for the broker before it is told 503")
          .withDefault("10s");
  private static final ConfigKey<Integer> MOST_ROTATIONS =
      ConfigKey.integer(
              "timeline.rotations", "rotations whose timelines are kept in memory", 1, 10_000_000)
          .withDefault("100000");

  private static final ConfigKey<List<URI>> EXECUTORS =
      new ConfigKey<>(
          "executor.urls",
          "admin ports of the api-executors, comma-separated, which are asked why a rotation waits"
              + " and until when",
          Optional.of(""),
          RotationRequestsConfig::urls);
  private static final ConfigKey<Duration> EXECUTOR_TIMEOUT =
      ConfigKey.duration(
              "executor.timeout", "how long a status waits for them before it says unknown")
          .withDefault("1s");

  static final List<ConfigKey<?>> KEYS =
      List.of(
          HOST,
          PORT,
          TOKENS,
          KINDS,
          BODY_BYTES,
          CONCURRENCY,
          PUBLISH_TIMEOUT,
          MOST_ROTATIONS,
          EXECUTORS,
          EXECUTOR_TIMEOUT);

  public RotationRequestsConfig {
    tokens = Map.copyOf(tokens);
    targetKinds = Set.copyOf(targetKinds);
    executors = List.copyOf(executors);
    kafka = Map.copyOf(kafka);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException(
          "tokens.*: at least one is required, such as tokens.ci = env:CI_TOKEN: nobody could ask");
    }
    long different = tokens.values().stream().map(Secret::reveal).distinct().count();
    if (different < tokens.size()) {
      throw new IllegalArgumentException(
          "tokens.*: two principals have the same token, so that nobody could tell them apart");
    }
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException(
          "kafka.bootstrap.servers (or PINWHEEL_KAFKA_BOOTSTRAP_SERVERS): required and missing");
    }
  }

  /** Takes the checked values out. */
  static RotationRequestsConfig of(Settings settings) {
    Map<String, Secret> tokens = new HashMap<>();
    settings.names(TOKENS).forEach(name -> tokens.put(name, settings.get(TOKENS, name)));
    return new RotationRequestsConfig(
        settings.get(HOST),
        settings.get(PORT),
        tokens,
        EnumSet.copyOf(settings.get(KINDS)),
        settings.get(BODY_BYTES),
        settings.get(CONCURRENCY),
        settings.get(PUBLISH_TIMEOUT),
        settings.get(MOST_ROTATIONS),
        settings.get(EXECUTORS),
        settings.get(EXECUTOR_TIMEOUT),
        settings.kafka());
  }

  private static List<URI> urls(String text) {
    ConfigKey<URI> url = ConfigKey.httpUrl("executor.urls", "one of them");
    return Arrays.stream(text.split(","))
        .filter(part -> !part.isBlank())
        .map(part -> url.parser().parse(part, Map.of()))
        .toList();
  }

  private static List<TargetKind> kinds(String text) {
    Map<String, TargetKind> known =
        Arrays.stream(TargetKind.values())
            .filter(kind -> kind != TargetKind.UNKNOWN)
            .collect(Collectors.toMap(Enum::name, kind -> kind));
    List<String> given = List.of(text.trim().split("\\s*,\\s*"));
    if (!known.keySet().containsAll(given)) {
      throw new IllegalArgumentException(
          "expected a list of "
              + known.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
    return given.stream().map(known::get).toList();
  }
}
