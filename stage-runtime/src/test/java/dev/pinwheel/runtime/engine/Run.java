package dev.pinwheel.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.Deduplication;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** One scenario: a group of engines between an input and an output topic of their own. */
public final class Run implements AutoCloseable {

  private static final AtomicInteger NAMES = new AtomicInteger();

  final Broker broker;
  final String group = "stage-" + NAMES.incrementAndGet();
  final Topic input;
  final Topic output;

  /** One for each engine, oldest first. */
  final List<SimpleMeterRegistry> meters = new CopyOnWriteArrayList<>();

  private final List<StageEngine<Line>> engines = new ArrayList<>();
  private EngineLimits limits = EngineLimits.defaults();
  private Optional<Deduplication<Line>> deduplication = Optional.empty();
  private Clock clock = Clock.systemUTC();

  Run(int partitions) {
    this(partitions, Broker.get());
  }

  Run(int partitions, Broker broker) {
    this(partitions, broker, Map.of());
  }

  /** With settings of the input topic. */
  Run(int partitions, Map<String, String> inputProperties) {
    this(partitions, Broker.get(), inputProperties);
  }

  private Run(int partitions, Broker broker, Map<String, String> inputProperties) {
    this.broker = broker;
    input = broker.topic("input", partitions, inputProperties);
    output = broker.topic("output", partitions);
  }

  Run with(EngineLimits newLimits) {
    limits = newLimits;
    return this;
  }

  Run with(Clock engineClock) {
    clock = engineClock;
    return this;
  }

  Run with(Deduplication<Line> rule) {
    deduplication = Optional.of(rule);
    return this;
  }

  StageEngine<Line> start(String instance, Stage<Line> stage) {
    return start(instance, stage, Map.of());
  }

  StageEngine<Line> start(String instance, Stage<Line> stage, Map<String, Object> properties) {
    Map<String, Object> client = broker.client();
    client.putAll(properties);
    List<Topic> outputs = new ArrayList<>(List.of(output, Topics.QUARANTINE));
    deduplication.ifPresent(rule -> outputs.add(rule.ledger()));
    deduplication.flatMap(Deduplication::order).ifPresent(rule -> outputs.add(input));
    EngineSettings settings =
        new EngineSettings(group, List.of(input), outputs, client, group + "-" + instance, limits);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    meters.add(registry);
    StageEngine<Line> engine =
        new StageEngine<>(settings, stage, deduplication, registry, clock, new SplittableRandom(7));
    engines.add(engine);
    engine.start();
    return engine;
  }

  /** Lines {@code <key>:0}, {@code <key>:1} … for each of many keys, in turns. */
  void sendLines(int keys, int from, int perKey) {
    List<ProducerRecord<String, String>> records = new ArrayList<>();
    for (int number = from; number < from + perKey; number++) {
      for (int key = 0; key < keys; key++) {
        records.add(line("k" + key, "k" + key + ":" + number));
      }
    }
    broker.send(records);
  }

  ProducerRecord<String, String> line(String key, String text) {
    return new ProducerRecord<>(input.name(), key, text);
  }

  List<String> outputs() {
    return broker.read(output.name()).stream().map(ConsumerRecord::value).toList();
  }

  /** Waits for this many, or more: a commit is decided a moment before it can be read. */
  List<String> outputs(int number) {
    return eventually().until(this::outputs, lines -> lines.size() >= number);
  }

  /** Every line is out exactly once, and those of a key in order. */
  void assertExactlyOnceInOrder(int keys, int perKey) {
    outputs(keys * perKey);
    Map<String, List<String>> byKey =
        broker.read(output.name()).stream()
            .collect(
                Collectors.groupingBy(
                    ConsumerRecord::key,
                    Collectors.mapping(ConsumerRecord::value, Collectors.toList())));
    assertThat(byKey).hasSize(keys);
    byKey.forEach(
        (key, values) ->
            assertThat(values)
                .isEqualTo(
                    IntStream.range(0, perKey).mapToObj(number -> key + ":" + number).toList()));
  }

  /** A counter's sum over all engines and labels. */
  double count(EngineMeter meter) {
    return meters.stream()
        .flatMap(registry -> registry.find(meter.meter()).counters().stream())
        .mapToDouble(Counter::count)
        .sum();
  }

  /** A counter's sum over all engines, for one value of its label. */
  double count(EngineMeter meter, String value) {
    return meters.stream()
        .flatMap(r -> r.find(meter.meter()).tag(meter.label(), value).counters().stream())
        .mapToDouble(Counter::count)
        .sum();
  }

  /** A gauge's sum over the engines that run. */
  double gauge(EngineMeter meter) {
    return meters.stream()
        .flatMap(registry -> registry.find(meter.meter()).gauges().stream())
        .mapToDouble(Gauge::value)
        .sum();
  }

  public static ConditionFactory eventually() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  @Override
  public void close() {
    engines.forEach(StageEngine::close);
  }
}
