package dev.pinwheel.metrics;

import dev.pinwheel.runtime.service.ServiceDefinition;
import dev.pinwheel.schemas.Topics;

/** What the metrics app is. */
public final class RotationMetricsDefinition {

  private RotationMetricsDefinition() {}

  public static ServiceDefinition definition() {
    return new ServiceDefinition(
        Topics.ROTATION_METRICS,
        RotationMetricsConfig.KEYS,
        (settings, environment) ->
            new RotationMetricsService(RotationMetricsConfig.from(settings), environment));
  }
}
