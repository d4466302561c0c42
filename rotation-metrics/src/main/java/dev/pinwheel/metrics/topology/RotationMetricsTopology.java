package dev.pinwheel.metrics.topology;

import dev.pinwheel.metrics.figures.EventSamples;
import dev.pinwheel.metrics.figures.Figure;
import dev.pinwheel.metrics.figures.LatencyFigure;
import dev.pinwheel.metrics.figures.OutcomeFigure;
import dev.pinwheel.metrics.figures.PinFact;
import dev.pinwheel.metrics.figures.PinMatchFigure;
import dev.pinwheel.metrics.figures.RecordedEvent;
import dev.pinwheel.metrics.figures.Sample;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * Events to figures. What is joined or summed in one place is repartitioned first: facts about pins
 * by their target, because producers of other languages choose partitions by other rules and a key
 * may be missing, and samples by their dimension. A figure's windows lie in a store with a
 * changelog.
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
   * @param clock what no event may run far ahead of
   */
  public Topology build(Serde<SpecificRecord> values, Clock clock) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, RecordedEvent> events = events(builder, values, clock);
    publish(
        builder,
        pinSamples(builder, events),
        "pin-match",
        new PinMatchFigure(),
        Topics.PIN_MATCH_METRICS,
        values);
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

  /** Events by target, at their event time; unusable records go to the quarantine. */
  private static KStream<String, RecordedEvent> events(
      StreamsBuilder builder, Serde<SpecificRecord> values, Clock clock) {
    InputDecoder decoder = new InputDecoder(INPUTS, values.deserializer());
    EventTime time = new EventTime(clock);
    KStream<byte[], EventReader.Input> inputs =
        builder.stream(
                INPUTS.stream().map(Topic::name).toList(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withTimestampExtractor((record, before) -> time.ofRecord(record.timestamp()))
                    .withName("records"))
            .process(() -> new EventReader(decoder, time), Named.as("events"));
    inputs
        .filter((key, input) -> input.decoded() instanceof Decoded.Unusable, Named.as("unusable"))
        .mapValues(EventReader.Input::bytes, Named.as("unusable-bytes"))
        .to(
            Topics.QUARANTINE.name(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteBuffer()).withName("quarantined"));
    return inputs.flatMap(
        (key, input) ->
            switch (input.decoded()) {
              case Decoded.Event event ->
                  List.of(
                      KeyValue.pair(
                          event.target(), new RecordedEvent(event.event(), input.recorded())));
              case Decoded.Unusable unusable -> List.of();
            },
        Named.as("events-by-target"));
  }

  private static KStream<String, Sample> pinSamples(
      StreamsBuilder builder, KStream<String, RecordedEvent> events) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(PinJudge.STORE), Serdes.String(), PinFactSerde.create()));
    return events
        .flatMapValues(
            recorded -> PinFact.of(recorded.event()).stream().toList(), Named.as("pin-facts"))
        .repartition(
            Repartitioned.with(Serdes.String(), PinFactSerde.create())
                .withName("pin-facts")
                .withNumberOfPartitions(Topics.PIN_MATCH_METRICS.partitions()))
        .process(PinJudge::new, Named.as("pin-judge"), PinJudge.STORE);
  }

  private static KStream<String, Sample> samples(
      KStream<String, RecordedEvent> events,
      String name,
      Function<RecordedEvent, List<Sample>> mapping) {
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
            Stores.inMemoryKeyValueStore(store), WindowKey.serde(), Serdes.ByteArray()));
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
