package dev.pinwheel.benchmarks.pipeline;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A program that rotates. */
interface Rotator extends AutoCloseable {

  /** Name in the report. */
  String name();

  /**
   * Does rotations that are all asked for now.
   *
   * @return when each one's webhook was answered
   */
  Map<UUID, Instant> rotate(List<Rotation> rotations) throws IOException, InterruptedException;

  @Override
  void close();
}
