package dev.pinwheel.metrics;

import dev.pinwheel.runtime.service.ServiceLauncher;

/** Runs the metrics app as a process. */
public final class RotationMetricsMain {

  private RotationMetricsMain() {}

  public static void main(String[] arguments) {
    System.exit(ServiceLauncher.run(RotationMetricsDefinition.definition(), arguments));
  }
}
