package dev.pinwheel.metrics;

import dev.pinwheel.runtime.kafka.ClusterNeeds;
import dev.pinwheel.runtime.kafka.NeedsCheck;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.runtime.service.PatientService;
import dev.pinwheel.runtime.service.Service;
import dev.pinwheel.runtime.service.ServiceDefinition;
import dev.pinwheel.schemas.Topics;

/** What the metrics app is. */
public final class RotationMetricsDefinition {

  private RotationMetricsDefinition() {}

  public static ServiceDefinition definition() {
    return new ServiceDefinition(
        Topics.ROTATION_METRICS,
        RotationMetricsConfig.KEYS,
        (settings, environment) -> service(RotationMetricsConfig.from(settings), environment));
  }

  private static Service service(RotationMetricsConfig config, Environment environment) {
    return new PatientService(
        Topics.ROTATION_METRICS,
        new NeedsCheck(
            ClusterNeeds.of(Topics.ROTATION_METRICS, config.kafka())
                .withGroup(Topics.ROTATION_METRICS)
                .withTransactions(Topics.ROTATION_METRICS + "-0")),
        new RotationMetricsService(config, environment));
  }
}
