package dev.pinwheel.metrics.topology;

import dev.pinwheel.metrics.figures.EventSamples;
import dev.pinwheel.metrics.figures.Figure;
import dev.pinwheel.metrics.figures.LatencyFigure;
import dev.pinwheel.metrics.figures.OutcomeFigure;
import dev.pinwheel.metrics.figures.PinMatchFigure;
import dev.pinwheel.metrics.figures.Sample;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * Events to figures. Samples are repartitioned by their dimension, so that a figure over all
 * targets is summed in one place; a figure's windows lie in a store with a changelog.
 *
 * @param size length of a window
 * @param grace how long after its end a window takes stragglers
 * @param interval least time between two publications of a window
 */
public record RotationMetricsTopology(Duration size, Duration grace, Duration interval) {

  static final List<Topic> INPUTS =
      List.of(
          Topics.CHAIN_VALIDATED,
          Topics.API_APPLIED,
          Topics.ROTATION_FAILED,
          Topics.WEBHOOK_DELIVERED,
          Topics.WEBHOOK_DEAD_LETTER,
          Topics.PIN_OBSERVED);

  /**
   * Builds the topology.
   *
   * @param values reads events and writes metrics, in the registry's wire format
   */
  public Topology build(Serde<SpecificRecord> values) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, SpecificRecord> events =
        builder.stream(
            INPUTS.stream().map(Topic::name).toList(),
            Consumed.with(Serdes.String(), values)
                .withTimestampExtractor(new EventTime())
                .withName("events"));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(PinJudge.STORE), Serdes.String(), Serdes.String()));
    KStream<String, Sample> pins =
        events.process(PinJudge::new, Named.as("pin-judge"), PinJudge.STORE);
    publish(builder, pins, "pin-match", new PinMatchFigure(), Topics.PIN_MATCH_METRICS, values);
    publish(
        builder,
        samples(events, "latency-samples", EventSamples::latencies),
        "latency",
        new LatencyFigure(),
        Topics.LATENCY_METRICS,
        values);
    publish(
        builder,
        samples(events, "outcome-samples", EventSamples::outcomes),
        "outcome",
        new OutcomeFigure(),
        Topics.OUTCOME_METRICS,
        values);
    return builder.build();
  }

  private static KStream<String, Sample> samples(
      KStream<String, SpecificRecord> events,
      String name,
      Function<SpecificRecord, List<Sample>> mapping) {
    return events
        .flatMapValues(mapping::apply, Named.as(name))
        .selectKey((target, sample) -> sample.dimension(), Named.as(name + "-by-dimension"));
  }

  private <A> void publish(
      StreamsBuilder builder,
      KStream<String, Sample> samples,
      String name,
      Figure<A> figure,
      Topic topic,
      Serde<SpecificRecord> values) {
    String store = name + "-windows";
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray()));
    samples
        .repartition(
            Repartitioned.with(Serdes.String(), SampleSerde.create())
                .withName(name + "-samples")
                .withNumberOfPartitions(topic.partitions()))
        .process(
            () -> new WindowedFigures<>(store, figure, size, grace, interval),
            Named.as(name + "-figures"),
            store)
        .to(topic.name(), Produced.with(Serdes.String(), values).withName(name + "-metrics"));
  }
}
