package dev.pinwheel.metrics;

import static dev.pinwheel.schemas.Topics.API_APPLIED;
import static dev.pinwheel.schemas.Topics.LATENCY_METRICS;
import static dev.pinwheel.schemas.Topics.OUTCOME_METRICS;
import static dev.pinwheel.schemas.Topics.PIN_MATCH_METRICS;
import static dev.pinwheel.schemas.Topics.PIN_OBSERVED;
import static dev.pinwheel.schemas.Topics.QUARANTINE;
import static dev.pinwheel.schemas.Topics.ROTATION_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.runtime.service.Service;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.LatencyMetric;
import dev.pinwheel.schemas.OutcomeMetric;
import dev.pinwheel.schemas.PinMatchMetric;
import dev.pinwheel.schemas.RotationFailed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics app on a real broker and registry. */
class RotationMetricsIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Of today, so that all events share the window of a day. */
  private static Instant today;

  private static MetricsCluster cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void startCluster() throws InterruptedException {
    today = Clock.systemUTC().instant().truncatedTo(ChronoUnit.DAYS);
    cluster = new MetricsCluster();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void eventsBecomeFiguresAndUndecodableBytesAreQuarantined() throws Exception {
    byte[] garbage = "no event".getBytes(StandardCharsets.UTF_8);
    try (Service service = cluster.service(folder)) {
      service.start();
      RecordMetadata bad = cluster.write(PIN_OBSERVED, 3, garbage);
      // the partitions are not those of the target's key
      cluster.write(
          API_APPLIED,
          1,
          ApiApplied.newBuilder(SampleEvents.applied("figures", today, "new"))
              .setOutcome(ApplyOutcome.ALREADY_APPLIED)
              .build());
      awaitOutcome("ALREADY_APPLIED", 1);
      cluster.write(PIN_OBSERVED, 3, SampleEvents.observed("figures", today, "new"));
      cluster.write(PIN_OBSERVED, 4, SampleEvents.observed("figures", today, "old"));
      eventually()
          .untilAsserted(
              () ->
                  assertThat(latestPinMatch("figures"))
                      .hasValueSatisfying(
                          metric -> {
                            assertThat(metric.getMatched()).isOne();
                            assertThat(metric.getMismatched()).isOne();
                            assertThat(metric.getRate()).isEqualTo(0.5);
                          }));
      eventually()
          .untilAsserted(
              () ->
                  assertThat(cluster.metrics(LATENCY_METRICS, LatencyMetric.class))
                      .extracting(LatencyMetric::getDimension)
                      .contains("api-executor"));
      eventually()
          .untilAsserted(
              () ->
                  assertThat(service.health())
                      .isEqualTo(new Service.Health(true, true, "Kafka Streams is RUNNING")));

      assertThat(cluster.records(QUARANTINE))
          .singleElement()
          .satisfies(
              kept -> {
                assertThat(kept.key()).isEqualTo(new byte[] {7});
                assertThat(kept.value()).isEqualTo(garbage);
                assertThat(header(kept, "stage")).isEqualTo("rotation-metrics");
                assertThat(header(kept, "topic")).isEqualTo("pin-observed");
                assertThat(header(kept, "partition")).isEqualTo("3");
                assertThat(header(kept, "offset")).isEqualTo(Long.toString(bad.offset()));
                assertThat(header(kept, "code")).isEqualTo("UNDECODABLE");
              });
    }
  }

  @Test
  void figuresContinueFromTheChangelogWhenTheStateFolderIsLost() throws Exception {
    try (Service service = cluster.service(folder.resolve("first"))) {
      service.start();
      for (int i = 0; i < 20; i++) {
        cluster.write(ROTATION_FAILED, i % 6, failed(i, "BEFORE_AND_AFTER"));
      }
      cluster.write(API_APPLIED, 0, SampleEvents.applied("restarted", today, "new"));
      awaitOutcome("BEFORE_AND_AFTER", 20);
      awaitOutcome("APPLIED", 1);
      cluster.write(PIN_OBSERVED, 0, SampleEvents.observed("restarted", today, "new"));
      eventually().until(() -> latestPinMatch("restarted").isPresent());
    }
    try (Service service = cluster.service(folder.resolve("second"))) {
      service.start();
      for (int i = 20; i < 25; i++) {
        cluster.write(ROTATION_FAILED, i % 6, failed(i, "BEFORE_AND_AFTER"));
      }
      cluster.write(PIN_OBSERVED, 0, SampleEvents.observed("restarted", today, "new"));
      awaitOutcome("BEFORE_AND_AFTER", 25);
      eventually()
          .untilAsserted(
              () ->
                  assertThat(latestPinMatch("restarted").orElseThrow().getMatched()).isEqualTo(2));
    }
    assertThat(outcomes("BEFORE_AND_AFTER"))
        .as("one figure, which never fell and never counted an event twice")
        .isSortedAccordingTo((left, right) -> Long.compare(left.getCount(), right.getCount()))
        .allSatisfy(metric -> assertThat(metric.getCount()).isLessThanOrEqualTo(25))
        .extracting(OutcomeMetric::getEventId)
        .containsOnly(outcomes("BEFORE_AND_AFTER").getFirst().getEventId());
  }

  @Test
  void registryThatIsDownIsWaitedForAndNothingIsQuarantined() throws Exception {
    byte[] event = cluster.bytes(ROTATION_FAILED, failed(1, "REGISTRY_WAS_DOWN"));
    int quarantined = cluster.records(QUARANTINE).size();
    try (Service service = cluster.service(folder)) {
      service.start();
      eventually().until(() -> service.health().ready());
      cluster.registry().stop();
      try {
        cluster.write(ROTATION_FAILED, 2, event);
      } finally {
        cluster.registry().restart();
      }
      awaitOutcome("REGISTRY_WAS_DOWN", 1);
      assertThat(service.health().live()).isTrue();
    }
    assertThat(cluster.records(QUARANTINE)).hasSize(quarantined);
  }

  @Test
  void runsWithTheStreamsGroupProtocolToo() throws Exception {
    try (Service service = cluster.service(folder, "streams")) {
      service.start();
      cluster.write(ROTATION_FAILED, 3, failed(1, "STREAMS_PROTOCOL"));
      awaitOutcome("STREAMS_PROTOCOL", 1);
      eventually().until(() -> service.health().ready());
    }
  }

  @Test
  void aRegistryThatIsDownAtTheStartIsWaitedForAndNamed() throws Exception {
    cluster.registry().stop();
    try (Service service = cluster.service(folder)) {
      service.start();
      eventually().until(() -> service.health().detail().contains("schema registry"));
      cluster.registry().restart();
      eventually().until(() -> service.health().ready());
    }
  }

  private static RotationFailed failed(int number, String code) {
    return SampleEvents.failed("failed-" + number, today.plusMillis(number), null, code);
  }

  private static void awaitOutcome(String code, long count) {
    eventually()
        .untilAsserted(
            () ->
                assertThat(outcomes(code))
                    .isNotEmpty()
                    .last()
                    .extracting(OutcomeMetric::getCount)
                    .isEqualTo(count));
  }

  private static ConditionFactory eventually() {
    return await()
        // a stream thread that met a registry that is down ends with the registry's exception
        .dontCatchUncaughtExceptions()
        .atMost(LIMIT);
  }

  private static List<OutcomeMetric> outcomes(String code) {
    return cluster.metrics(OUTCOME_METRICS, OutcomeMetric.class).stream()
        .filter(metric -> metric.getCode().equals(code))
        .toList();
  }

  private static Optional<PinMatchMetric> latestPinMatch(String client) {
    return cluster.metrics(PIN_MATCH_METRICS, PinMatchMetric.class).stream()
        .filter(metric -> metric.getDimension().equals("OAUTH_CLIENT/eu-west-2/" + client))
        .reduce((earlier, later) -> later);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(
        record.headers().lastHeader("pinwheel-quarantine-" + name).value(), StandardCharsets.UTF_8);
  }
}
