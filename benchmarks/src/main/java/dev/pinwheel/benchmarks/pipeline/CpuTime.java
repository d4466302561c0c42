package dev.pinwheel.benchmarks.pipeline;

import java.time.Duration;
import java.util.stream.Stream;

/** Processor time of everything that is measured. */
final class CpuTime {

  private CpuTime() {}

  /**
   * Of this process (stages, simulators, load) and of its children (broker, registry, database), so
   * far. Other programs on the machine do not change it much, whatever they do to the clock.
   */
  static Duration used() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
