package dev.pinwheel.metrics.topology;

import dev.pinwheel.metrics.SampleEvents;
import dev.pinwheel.schemas.LatencyMetric;
import dev.pinwheel.schemas.OutcomeMetric;
import dev.pinwheel.schemas.PinMatchMetric;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology without a broker: windows of a minute, 30 s of grace, a publication a second. Its
 * clock stands still at an hour after {@link SampleEvents#ASKED}.
 */
final class TopologyRun implements AutoCloseable {

  static final Duration WINDOW = Duration.ofMinutes(1);
  static final Duration GRACE = Duration.ofSeconds(30);
  static final Duration INTERVAL = Duration.ofSeconds(1);
  static final Instant NOW = SampleEvents.ASKED.plus(Duration.ofHours(1));

  private final Serde<SpecificRecord> values = InMemoryAvro.serde();
  private final TopologyTestDriver driver;

  TopologyRun() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            Topics.ROTATION_METRICS,
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            "nowhere:1"));
    driver =
        new TopologyTestDriver(
            new RotationMetricsTopology(WINDOW, GRACE, INTERVAL)
                .build(values, Clock.fixed(NOW, ZoneOffset.UTC)),
            properties,
            NOW);
  }

  /** Writes an event to its own topic, under its target's key, at its own time. */
  void send(SpecificRecord event) {
    Topic topic =
        RotationMetricsTopology.INPUTS.stream()
            .filter(input -> input.value().orElseThrow().isInstance(event))
            .findFirst()
            .orElseThrow();
    Target target = (Target) event.get(event.getSchema().getField("target").pos());
    byte[] key = TargetKey.of(target).getBytes(StandardCharsets.UTF_8);
    Instant at = (Instant) event.get(event.getSchema().getField("occurredAt").pos());
    sendBytes(topic, key, bytes(event), at);
  }

  byte[] bytes(SpecificRecord event) {
    return values.serializer().serialize("any", event);
  }

  void sendBytes(Topic topic, byte[] key, byte[] value, Instant timestamp) {
    driver
        .createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, timestamp));
  }

  /** Lets the interval pass after which changed windows are published. */
  void passInterval() {
    driver.advanceWallClockTime(INTERVAL);
  }

  /** Publications since the last call, in their order. */
  List<PinMatchMetric> pinMatches() {
    return published(Topics.PIN_MATCH_METRICS, PinMatchMetric.class);
  }

  List<PinMatchMetric> pinMatches(String dimension) {
    return pinMatches().stream().filter(metric -> metric.getDimension().equals(dimension)).toList();
  }

  List<LatencyMetric> latencies() {
    return published(Topics.LATENCY_METRICS, LatencyMetric.class);
  }

  List<OutcomeMetric> outcomes() {
    return published(Topics.OUTCOME_METRICS, OutcomeMetric.class);
  }

  List<TestRecord<byte[], byte[]>> quarantined() {
    return driver
        .createOutputTopic(
            Topics.QUARANTINE.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  List<WindowKey> windows(String figure) {
    KeyValueStore<WindowKey, byte[]> store = driver.getKeyValueStore(figure + "-windows");
    List<WindowKey> keys = new ArrayList<>();
    try (var all = store.all()) {
      all.forEachRemaining(sum -> keys.add(sum.key));
    }
    return keys;
  }

  private <T> List<T> published(Topic topic, Class<T> type) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), values.deserializer())
        .readRecordsToList()
        .stream()
        .map(record -> type.cast(record.value()))
        .toList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
