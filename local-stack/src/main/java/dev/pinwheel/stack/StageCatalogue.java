package dev.pinwheel.stack;

import dev.pinwheel.audit.AuditSinkDefinition;
import dev.pinwheel.audit.AuditSinkMain;
import dev.pinwheel.executor.ApiExecutorDefinition;
import dev.pinwheel.executor.ApiExecutorMain;
import dev.pinwheel.metrics.RotationMetricsDefinition;
import dev.pinwheel.metrics.RotationMetricsMain;
import dev.pinwheel.requests.RotationRequestsDefinition;
import dev.pinwheel.requests.RotationRequestsMain;
import dev.pinwheel.runtime.service.ServiceDefinition;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.validator.ChainValidatorDefinition;
import dev.pinwheel.validator.ChainValidatorMain;
import dev.pinwheel.webhook.WebhookDeliveryDefinition;
import dev.pinwheel.webhook.WebhookDeliveryMain;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every stage by its name, in the order of the pipeline. */
public final class StageCatalogue {

  /**
   * A stage as something that can be run.
   *
   * @param main class of its process
   */
  public record Entry(ServiceDefinition definition, Class<?> main) {}

  private StageCatalogue() {}

  public static Map<String, Entry> stages() {
    Map<String, Entry> stages = new LinkedHashMap<>();
    stages.put(
        Topics.ROTATION_REQUESTS,
        new Entry(RotationRequestsDefinition.definition(), RotationRequestsMain.class));
    stages.put(
        Topics.CHAIN_VALIDATOR,
        new Entry(ChainValidatorDefinition.definition(), ChainValidatorMain.class));
    stages.put(
        Topics.API_EXECUTOR, new Entry(ApiExecutorDefinition.definition(), ApiExecutorMain.class));
    stages.put(
        Topics.WEBHOOK_DELIVERY,
        new Entry(WebhookDeliveryDefinition.definition(), WebhookDeliveryMain.class));
    stages.put(Topics.AUDIT_SINK, new Entry(AuditSinkDefinition.definition(), AuditSinkMain.class));
    stages.put(
        Topics.ROTATION_METRICS,
        new Entry(RotationMetricsDefinition.definition(), RotationMetricsMain.class));
    return stages;
  }
}
