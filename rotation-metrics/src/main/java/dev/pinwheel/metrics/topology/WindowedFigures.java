package dev.pinwheel.metrics.topology;

import dev.pinwheel.metrics.figures.Figure;
import dev.pinwheel.metrics.figures.Sample;
import dev.pinwheel.metrics.figures.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sums samples into windows and publishes each window that changed, at most once per interval, and
 * drops it from its store once it is closed. A sample whose window is closed counts as late in the
 * window of the stream time. After a restart every open window is published again, under the same
 * event id: whether the last change was published before the crash is not known.
 */
final class WindowedFigures<A> implements Processor<String, Sample, String, SpecificRecord> {

  private final String storeName;
  private final Figure<A> figure;
  private final Duration size;
  private final Duration grace;
  private final Duration interval;

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<WindowKey, byte[]> sums;
  private final Set<WindowKey> changed = new LinkedHashSet<>();

  WindowedFigures(
      String storeName, Figure<A> figure, Duration size, Duration grace, Duration interval) {
    this.storeName = storeName;
    this.figure = figure;
    this.size = size;
    this.grace = grace;
    this.interval = interval;
  }

  /** Called again on the same object after an aborted transaction, with the store rolled back. */
  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    sums = processorContext.getStateStore(storeName);
    changed.clear();
    try (KeyValueIterator<WindowKey, byte[]> open = sums.all()) {
      open.forEachRemaining(sum -> changed.add(sum.key));
    }
    context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> publish());
  }

  @Override
  public void process(Record<String, Sample> record) {
    Sample sample = record.value();
    Window own = Window.around(Instant.ofEpochMilli(record.timestamp()), size);
    boolean late = own.isClosed(streamTime(), grace);
    Window counted = late ? Window.around(streamTime(), size) : own;
    WindowKey key = new WindowKey(counted.start(), sample.dimension(), sample.series());
    byte[] stored = sums.get(key);
    A sum = stored == null ? figure.empty() : figure.read(stored);
    sums.put(key, figure.write(late ? figure.addLate(sum, sample) : figure.add(sum, sample)));
    changed.add(key);
  }

  private void publish() {
    for (WindowKey key : changed) {
      byte[] stored = sums.get(key);
      if (stored != null) {
        publish(key, figure.read(stored));
      }
    }
    changed.clear();
    dropClosed();
  }

  private void publish(WindowKey key, A sum) {
    // right after a restart the stream time may not be known yet, but it had come this far
    Instant at = key.start().isAfter(streamTime()) ? key.start() : streamTime();
    Window window = Window.around(key.start(), size);
    SpecificRecord metric = figure.publish(key.dimension(), key.series(), window, sum, at);
    context.forward(new Record<>(key.dimension(), metric, at.toEpochMilli()));
  }

  /** Runs after {@link #publish()}, so that a window's last change is out before it goes. */
  private void dropClosed() {
    Instant firstOpen = streamTime().minus(grace).minus(size).plusMillis(1);
    if (firstOpen.isBefore(Instant.EPOCH)) {
      return;
    }
    List<WindowKey> closed = new ArrayList<>();
    try (KeyValueIterator<WindowKey, byte[]> before =
        sums.range(WindowKey.before(Instant.EPOCH), WindowKey.before(firstOpen))) {
      before.forEachRemaining(sum -> closed.add(sum.key));
    }
    closed.forEach(sums::delete);
  }

  private Instant streamTime() {
    // before the first record there is no stream time: nothing is late then
    return Instant.ofEpochMilli(Math.max(0, context.currentStreamTimeMs()));
  }
}
