package dev.pinwheel.schemas;

import static dev.pinwheel.schemas.Topic.Cleanup.COMPACT;
import static dev.pinwheel.schemas.Topic.Cleanup.COMPACT_AND_DELETE;
import static dev.pinwheel.schemas.Topic.Cleanup.DELETE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** The topic catalogue: topic creation, access rules and documentation are made from it. */
public final class Topics {

  public static final String ROTATION_REQUESTS = "rotation-requests";
  public static final String CHAIN_VALIDATOR = "chain-validator";
  public static final String API_EXECUTOR = "api-executor";
  public static final String WEBHOOK_DELIVERY = "webhook-delivery";
  public static final String AUDIT_SINK = "audit-sink";
  public static final String ROTATION_METRICS = "rotation-metrics";

  /** Any sensor outside the pipeline, or a security platform's own producer. */
  public static final String EXTERNAL = "external";

  /**
   * Partitions of every topic keyed by target, which are the lanes that targets are kept in order
   * in, see {@link TargetLane}. They are equal so that a stage's ledger partition has the number of
   * its input partition.
   */
  public static final int PARTITIONS = 6;

  private static final Duration EVENTS_KEPT = Duration.ofDays(30);
  private static final Duration METRICS_KEPT = Duration.ofDays(7);
  private static final String BY_TARGET = "target as KIND/region/id";

  public static final Topic ROTATION_REQUESTED =
      event(
          "rotation-requested",
          RotationRequested.class,
          Set.of(ROTATION_REQUESTS, CHAIN_VALIDATOR, API_EXECUTOR, EXTERNAL),
          Set.of(CHAIN_VALIDATOR, ROTATION_REQUESTS, AUDIT_SINK, ROTATION_METRICS));

  public static final Topic CHAIN_VALIDATED =
      event(
          "chain-validated",
          ChainValidated.class,
          Set.of(CHAIN_VALIDATOR),
          Set.of(API_EXECUTOR, ROTATION_REQUESTS, AUDIT_SINK, ROTATION_METRICS));

  public static final Topic API_APPLIED =
      event(
          "api-applied",
          ApiApplied.class,
          Set.of(API_EXECUTOR),
          Set.of(WEBHOOK_DELIVERY, ROTATION_REQUESTS, AUDIT_SINK, ROTATION_METRICS));

  public static final Topic ROTATION_FAILED =
      event(
          "rotation-failed",
          RotationFailed.class,
          Set.of(CHAIN_VALIDATOR, API_EXECUTOR),
          Set.of(WEBHOOK_DELIVERY, ROTATION_REQUESTS, AUDIT_SINK, ROTATION_METRICS));

  public static final Topic WEBHOOK_DELIVERED =
      event(
          "webhook-delivered",
          WebhookDelivered.class,
          Set.of(WEBHOOK_DELIVERY),
          Set.of(ROTATION_REQUESTS, AUDIT_SINK, ROTATION_METRICS));

  public static final Topic WEBHOOK_DEAD_LETTER =
      event(
          "webhook-dead-letter",
          WebhookDeadLettered.class,
          Set.of(WEBHOOK_DELIVERY),
          Set.of(ROTATION_REQUESTS, AUDIT_SINK, ROTATION_METRICS));

  public static final Topic PIN_OBSERVED =
      event(
          "pin-observed",
          PinObserved.class,
          Set.of(API_EXECUTOR, EXTERNAL),
          Set.of(AUDIT_SINK, ROTATION_METRICS));

  public static final Topic PIN_MATCH_METRICS = metric("pin-match-metrics", PinMatchMetric.class);
  public static final Topic LATENCY_METRICS = metric("latency-metrics", LatencyMetric.class);
  public static final Topic OUTCOME_METRICS = metric("outcome-metrics", OutcomeMetric.class);

  /** Original bytes of what could not be decoded, with headers that say where and why. */
  public static final Topic QUARANTINE =
      new Topic(
          "quarantine",
          Optional.empty(),
          "as it came",
          PARTITIONS,
          Optional.of(EVENTS_KEPT),
          DELETE,
          Set.of(CHAIN_VALIDATOR, API_EXECUTOR, WEBHOOK_DELIVERY, ROTATION_METRICS),
          Set.of(AUDIT_SINK));

  /**
   * Which rotations the chain validator has judged, so that a repeated request is not judged twice.
   */
  public static final Topic CHAIN_VALIDATOR_LEDGER =
      new Topic(
          "chain-validator-ledger",
          Optional.empty(),
          "target and rotationId",
          PARTITIONS,
          Optional.of(EVENTS_KEPT),
          COMPACT_AND_DELETE,
          Set.of(CHAIN_VALIDATOR),
          Set.of(CHAIN_VALIDATOR));

  /** Which dead letters a replay has sent again, so that no replay sends one twice. */
  public static final Topic WEBHOOK_REPLAY_LEDGER =
      new Topic(
          "webhook-replay-ledger",
          Optional.empty(),
          "eventId of the dead letter",
          PARTITIONS,
          Optional.empty(),
          COMPACT,
          Set.of(WEBHOOK_DELIVERY),
          Set.of(WEBHOOK_DELIVERY));

  /** Waiting times between delivery attempts after the first, shortest first. */
  public static final List<Duration> WEBHOOK_RETRY_DELAYS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private Topics() {}

  /** The durable delay topic of one of {@link #WEBHOOK_RETRY_DELAYS}, such as webhook-retry-5m. */
  public static Topic webhookRetry(Duration delay) {
    String text = delay.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    return event(
        "webhook-retry-" + text,
        WebhookRetry.class,
        Set.of(WEBHOOK_DELIVERY),
        Set.of(WEBHOOK_DELIVERY));
  }

  /** Every topic of the pipeline, in the order of the pipeline. */
  public static List<Topic> all() {
    List<Topic> all =
        new ArrayList<>(
            List.of(
                ROTATION_REQUESTED,
                CHAIN_VALIDATED,
                API_APPLIED,
                ROTATION_FAILED,
                WEBHOOK_DELIVERED,
                WEBHOOK_DEAD_LETTER,
                PIN_OBSERVED,
                PIN_MATCH_METRICS,
                LATENCY_METRICS,
                OUTCOME_METRICS,
                QUARANTINE,
                CHAIN_VALIDATOR_LEDGER,
                WEBHOOK_REPLAY_LEDGER));
    WEBHOOK_RETRY_DELAYS.forEach(delay -> all.add(webhookRetry(delay)));
    return List.copyOf(all);
  }

  /** The topics that a stage may write, in the order of the pipeline. */
  public static List<Topic> writtenBy(String stage) {
    return all().stream().filter(topic -> topic.writers().contains(stage)).toList();
  }

  private static Topic event(
      String name,
      Class<? extends SpecificRecord> value,
      Set<String> writers,
      Set<String> readers) {
    return new Topic(
        name,
        Optional.of(value),
        BY_TARGET,
        PARTITIONS,
        Optional.of(EVENTS_KEPT),
        DELETE,
        writers,
        readers);
  }

  private static Topic metric(String name, Class<? extends SpecificRecord> value) {
    return new Topic(
        name,
        Optional.of(value),
        "dimension",
        PARTITIONS,
        Optional.of(METRICS_KEPT),
        DELETE,
        Set.of(ROTATION_METRICS),
        Set.of(EXTERNAL));
  }
}
