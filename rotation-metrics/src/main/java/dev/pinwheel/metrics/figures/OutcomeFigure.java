package dev.pinwheel.metrics.figures;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.OutcomeMetric;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Counts of outcomes; the series is the outcome's code. */
public final class OutcomeFigure implements Figure<Long> {

  @Override
  public Long empty() {
    return 0L;
  }

  @Override
  public Long add(Long sum, Sample sample) {
    return sum + 1;
  }

  @Override
  public Long addLate(Long sum, Sample sample) {
    return add(sum, sample);
  }

  @Override
  public byte[] write(Long sum) {
    return ByteBuffer.allocate(Long.BYTES).putLong(sum).array();
  }

  @Override
  public Long read(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  @Override
  public OutcomeMetric publish(
      String dimension, String series, Window window, Long sum, Instant streamTime) {
    return OutcomeMetric.newBuilder()
        .setEventId(EventIds.of("outcome/" + dimension + "/" + series + "/" + window.start()))
        .setOccurredAt(streamTime)
        .setDimension(dimension)
        .setCode(series)
        .setWindowStart(window.start())
        .setWindowEnd(window.end())
        .setCount(sum)
        .build();
  }
}
