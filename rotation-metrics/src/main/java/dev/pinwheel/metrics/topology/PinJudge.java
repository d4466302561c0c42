package dev.pinwheel.metrics.topology;

import dev.pinwheel.metrics.figures.PinFact;
import dev.pinwheel.metrics.figures.PinVerdict;
import dev.pinwheel.metrics.figures.Sample;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Joins observations with the target's active pins: those of its latest {@code api-applied}. */
final class PinJudge implements Processor<String, PinFact, String, Sample> {

  /** Target to active pins: one entry for each target that was ever rotated. */
  static final String STORE = "active-pins";

  static final String OVERALL = "overall";

  private ProcessorContext<String, Sample> context;
  private KeyValueStore<String, PinFact> activePins;

  @Override
  public void init(ProcessorContext<String, Sample> processorContext) {
    context = processorContext;
    activePins = processorContext.getStateStore(STORE);
  }

  @Override
  public void process(Record<String, PinFact> record) {
    switch (record.value()) {
      case PinFact.Active active -> activePins.put(record.key(), active);
      case PinFact.Presented presented -> {
        PinVerdict verdict = PinVerdict.of(presented.pins(), activePins(record.key()));
        for (String dimension : List.of(record.key(), OVERALL)) {
          Sample sample = new Sample(dimension, "", verdict.name(), 1);
          context.forward(record.withKey(dimension).withValue(sample));
        }
      }
    }
  }

  private Set<String> activePins(String target) {
    return activePins.get(target) instanceof PinFact.Active active ? active.pins() : Set.of();
  }
}
