package dev.pinwheel.metrics.topology;

import dev.pinwheel.metrics.figures.Figure;
import dev.pinwheel.metrics.figures.Sample;
import dev.pinwheel.metrics.figures.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
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

  /** Between the parts of a store key; no dimension, series or number contains it. */
  private static final String SEPARATOR = "\n";

  private final String storeName;
  private final Figure<A> figure;
  private final Duration size;
  private final Duration grace;
  private final Duration interval;

  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, byte[]> sums;
  private final Set<String> changed = new HashSet<>();

  WindowedFigures(
      String storeName, Figure<A> figure, Duration size, Duration grace, Duration interval) {
    this.storeName = storeName;
    this.figure = figure;
    this.size = size;
    this.grace = grace;
    this.interval = interval;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    sums = processorContext.getStateStore(storeName);
    try (KeyValueIterator<String, byte[]> open = sums.all()) {
      open.forEachRemaining(sum -> changed.add(sum.key));
    }
    context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> publish());
  }

  @Override
  public void process(Record<String, Sample> record) {
    Sample sample = record.value();
    Window own = Window.around(sample.at(), size);
    boolean late = own.isClosed(streamTime(), grace);
    String key = key(sample, late ? Window.around(streamTime(), size) : own);
    byte[] stored = sums.get(key);
    A sum = stored == null ? figure.empty() : figure.read(stored);
    sums.put(key, figure.write(late ? figure.addLate(sum, sample) : figure.add(sum, sample)));
    changed.add(key);
  }

  private void publish() {
    for (String key : changed) {
      byte[] stored = sums.get(key);
      if (stored != null) {
        publish(key, figure.read(stored));
      }
    }
    changed.clear();
    dropClosed();
  }

  private void publish(String key, A sum) {
    List<String> parts = List.of(key.split(SEPARATOR, -1));
    SpecificRecord metric =
        figure.publish(parts.get(0), parts.get(1), window(key), sum, streamTime());
    context.forward(new Record<>(parts.get(0), metric, streamTime().toEpochMilli()));
  }

  private void dropClosed() {
    Set<String> closed = new HashSet<>();
    try (KeyValueIterator<String, byte[]> open = sums.all()) {
      while (open.hasNext()) {
        KeyValue<String, byte[]> sum = open.next();
        if (window(sum.key).isClosed(streamTime(), grace)) {
          closed.add(sum.key);
        }
      }
    }
    closed.forEach(sums::delete);
  }

  private Instant streamTime() {
    // before the first record there is no stream time: nothing is late then
    return Instant.ofEpochMilli(Math.max(0, context.currentStreamTimeMs()));
  }

  private static String key(Sample sample, Window window) {
    return sample.dimension()
        + SEPARATOR
        + sample.series()
        + SEPARATOR
        + window.start().toEpochMilli();
  }

  private Window window(String key) {
    long start = Long.parseLong(key.substring(key.lastIndexOf(SEPARATOR) + 1));
    return Window.around(Instant.ofEpochMilli(start), size);
  }
}
