package dev.pinwheel.metrics.topology;

import static dev.pinwheel.metrics.SampleEvents.ASKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.metrics.figures.OutcomeFigure;
import dev.pinwheel.metrics.figures.Sample;
import dev.pinwheel.schemas.OutcomeMetric;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What happens around a restart: the store is restored, all else is new. */
class WindowedFiguresTest {

  private static final Sample APPLIED = new Sample("OAUTH_CLIENT", "APPLIED", "", 1);

  private final KeyValueStore<WindowKey, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("outcome-windows"),
              WindowKey.serde(),
              Serdes.ByteArray())
          .withLoggingDisabled()
          .build();

  @Test
  void openWindowsArePublishedAgainAfterARestartAndGoOn() {
    MockProcessorContext<String, SpecificRecord> before = new MockProcessorContext<>();
    store.init(before.getStateStoreContext(), store);
    WindowedFigures<Long> first = processor(before);
    add(before, first);
    publish(before);
    OutcomeMetric published = only(before);

    MockProcessorContext<String, SpecificRecord> after = new MockProcessorContext<>();
    after.setCurrentStreamTimeMs(-1);
    WindowedFigures<Long> second = processor(after);
    publish(after);
    assertThat(only(after).getEventId()).isEqualTo(published.getEventId());
    assertThat(only(after).getCount()).isEqualTo(1);
    assertThat(only(after).getOccurredAt())
        .as("the stream time is not known yet")
        .isEqualTo(published.getWindowStart());

    after.resetForwards();
    add(after, second);
    publish(after);
    assertThat(only(after).getCount()).isEqualTo(2);
  }

  @Test
  void abortedChangesAreForgotten() {
    MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    WindowedFigures<Long> figures = processor(context);
    add(context, figures);

    store.delete(new WindowKey(ASKED, "OAUTH_CLIENT", "APPLIED"));
    figures.init(context);
    publish(context);
    assertThat(context.forwarded()).isEmpty();
  }

  private WindowedFigures<Long> processor(MockProcessorContext<String, SpecificRecord> context) {
    WindowedFigures<Long> figures =
        new WindowedFigures<>(
            "outcome-windows",
            new OutcomeFigure(),
            TopologyRun.WINDOW,
            TopologyRun.GRACE,
            TopologyRun.INTERVAL);
    context.addStateStore(store);
    figures.init(context);
    return figures;
  }

  private static void add(
      MockProcessorContext<String, SpecificRecord> context, WindowedFigures<Long> figures) {
    context.setCurrentStreamTimeMs(ASKED.plusSeconds(5).toEpochMilli());
    figures.process(new Record<>("OAUTH_CLIENT", APPLIED, ASKED.plusSeconds(5).toEpochMilli()));
  }

  private static void publish(MockProcessorContext<String, SpecificRecord> context) {
    context.scheduledPunctuators().getLast().getPunctuator().punctuate(0);
  }

  private static OutcomeMetric only(MockProcessorContext<String, SpecificRecord> context) {
    assertThat(context.forwarded()).hasSize(1);
    return (OutcomeMetric) context.forwarded().getFirst().record().value();
  }
}
