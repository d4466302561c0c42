package dev.pinwheel.metrics.figures;

import dev.pinwheel.schemas.EventIds;
import dev.pinwheel.schemas.PinMatchMetric;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Counts of observations by verdict. */
public final class PinMatchFigure implements Figure<PinMatchFigure.Counts> {

  /** Observations of a window. */
  public record Counts(long matched, long mismatched, long unknown, long late) {}

  @Override
  public Counts empty() {
    return new Counts(0, 0, 0, 0);
  }

  @Override
  public Counts add(Counts sum, Sample sample) {
    return switch (PinVerdict.valueOf(sample.kind())) {
      case MATCHED -> new Counts(sum.matched() + 1, sum.mismatched(), sum.unknown(), sum.late());
      case MISMATCHED -> new Counts(sum.matched(), sum.mismatched() + 1, sum.unknown(), sum.late());
      case UNKNOWN -> new Counts(sum.matched(), sum.mismatched(), sum.unknown() + 1, sum.late());
    };
  }

  @Override
  public Counts addLate(Counts sum, Sample sample) {
    return new Counts(sum.matched(), sum.mismatched(), sum.unknown(), sum.late() + 1);
  }

  @Override
  public byte[] write(Counts sum) {
    return ByteBuffer.allocate(4 * Long.BYTES)
        .putLong(sum.matched())
        .putLong(sum.mismatched())
        .putLong(sum.unknown())
        .putLong(sum.late())
        .array();
  }

  @Override
  public Counts read(byte[] bytes) {
    ByteBuffer sum = ByteBuffer.wrap(bytes);
    return new Counts(sum.getLong(), sum.getLong(), sum.getLong(), sum.getLong());
  }

  @Override
  public PinMatchMetric publish(
      String dimension, String series, Window window, Counts sum, Instant streamTime) {
    long judged = sum.matched() + sum.mismatched();
    return PinMatchMetric.newBuilder()
        .setEventId(EventIds.of("pin-match/" + dimension + "/" + window.start()))
        .setOccurredAt(streamTime)
        .setDimension(dimension)
        .setWindowStart(window.start())
        .setWindowEnd(window.end())
        .setMatched(sum.matched())
        .setMismatched(sum.mismatched())
        .setUnknown(sum.unknown())
        .setLate(sum.late())
        .setRate(judged == 0 ? null : (double) sum.matched() / judged)
        .build();
  }
}
