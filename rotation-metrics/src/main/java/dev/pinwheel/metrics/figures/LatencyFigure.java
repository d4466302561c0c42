package dev.pinwheel.metrics.figures;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.LatencyMetric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Quantiles of latencies, from a DDSketch whose values are within 1 % of the true quantile (Masson,
 * Rim, Lee: "DDSketch", VLDB 2019). Count and maximum are exact.
 */
public final class LatencyFigure implements Figure<LatencyFigure.Latencies> {

  private static final double RELATIVE_ACCURACY = 0.01;

  /** From a microsecond to a month needs about 1,450 bins at 1 %; what is below collapses. */
  private static final int BINS = 2048;

  /** Latencies of a window. A sum is changed in place and belongs to one processor. */
  public record Latencies(DDSketch sketch, long largestMicros) {}

  @Override
  public Latencies empty() {
    return new Latencies(DDSketches.collapsingLowestDense(RELATIVE_ACCURACY, BINS), 0);
  }

  @Override
  public Latencies add(Latencies sum, Sample sample) {
    sum.sketch().accept((double) sample.value());
    return new Latencies(sum.sketch(), Math.max(sum.largestMicros(), sample.value()));
  }

  @Override
  public Latencies addLate(Latencies sum, Sample sample) {
    return add(sum, sample);
  }

  @Override
  public byte[] write(Latencies sum) {
    try {
      GrowingByteArrayOutput sketch = GrowingByteArrayOutput.withDefaultInitialCapacity();
      sum.sketch().encode(sketch, false);
      byte[] bytes = sketch.trimmedCopy();
      return ByteBuffer.allocate(Long.BYTES + bytes.length)
          .putLong(sum.largestMicros())
          .put(bytes)
          .array();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused to be written", e);
    }
  }

  @Override
  public Latencies read(byte[] bytes) {
    try {
      byte[] sketch = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
      return new Latencies(
          DDSketch.decode(ByteArrayInput.wrap(sketch), () -> new CollapsingLowestDenseStore(BINS)),
          ByteBuffer.wrap(bytes).getLong());
    } catch (IOException e) {
      throw new UncheckedIOException("a stored sketch cannot be read", e);
    }
  }

  @Override
  public LatencyMetric publish(
      String dimension, String series, Window window, Latencies sum, Instant streamTime) {
    return LatencyMetric.newBuilder()
        .setEventId(EventIds.of("latency/" + dimension + "/" + window.start()))
        .setOccurredAt(streamTime)
        .setDimension(dimension)
        .setWindowStart(window.start())
        .setWindowEnd(window.end())
        .setCount(Math.round(sum.sketch().getCount()))
        .setP50Micros(quantile(sum, 0.5))
        .setP95Micros(quantile(sum, 0.95))
        .setP99Micros(quantile(sum, 0.99))
        .setMaxMicros(sum.largestMicros())
        .build();
  }

  private static long quantile(Latencies sum, double quantile) {
    return Math.min(Math.round(sum.sketch().getValueAtQuantile(quantile)), sum.largestMicros());
  }
}
