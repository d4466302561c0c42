package dev.pinwheel.metrics.topology;

import dev.pinwheel.metrics.figures.PinVerdict;
import dev.pinwheel.metrics.figures.Sample;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ObservationSource;
import dev.pinwheel.schemas.PinObserved;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Joins observations with the target's active pins. It remembers, per target, the pins of the
 * latest {@code api-applied}. Only handshakes are judged: a read-back shows the pins that the
 * platform stores, which match themselves.
 */
final class PinJudge implements Processor<String, SpecificRecord, String, Sample> {

  static final String STORE = "active-pins";
  static final String OVERALL = "overall";

  private static final String SEPARATOR = "\n";

  private ProcessorContext<String, Sample> context;
  private KeyValueStore<String, String> activePins;

  @Override
  public void init(ProcessorContext<String, Sample> processorContext) {
    context = processorContext;
    activePins = processorContext.getStateStore(STORE);
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    switch (record.value()) {
      case ApiApplied applied ->
          activePins.put(record.key(), String.join(SEPARATOR, applied.getActivePins()));
      case PinObserved observed when observed.getSource() == ObservationSource.HANDSHAKE ->
          judge(record, observed);
      default -> {
        // other events say nothing about pins
      }
    }
  }

  private void judge(Record<String, SpecificRecord> record, PinObserved observed) {
    Optional<Set<String>> pins =
        Optional.ofNullable(activePins.get(record.key()))
            .map(text -> Set.copyOf(text.lines().toList()));
    PinVerdict verdict = PinVerdict.of(observed, pins);
    for (String dimension : List.of(record.key(), OVERALL)) {
      Sample sample =
          new Sample(dimension, "", verdict.name(), 1, Instant.ofEpochMilli(record.timestamp()));
      context.forward(record.withKey(dimension).withValue(sample));
    }
  }
}
