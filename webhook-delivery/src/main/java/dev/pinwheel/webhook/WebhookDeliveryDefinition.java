package dev.pinwheel.webhook;

import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.runtime.service.Service;
import dev.pinwheel.runtime.service.ServiceDefinition;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.webhook.delivery.AttemptDecider;
import dev.pinwheel.webhook.http.OkHttpWebhookSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What the webhook-delivery process is made of. */
public final class WebhookDeliveryDefinition {

  private WebhookDeliveryDefinition() {}

  /** The definition of the process. */
  public static ServiceDefinition definition() {
    return new ServiceDefinition(
        Topics.WEBHOOK_DELIVERY,
        engine(new EndpointGates(List.of(), 1)).keys(),
        WebhookDeliveryDefinition::service);
  }

  /** Terminal events, and every delay topic whatever the schedule: another may have filled it. */
  static List<Topic> inputs() {
    List<Topic> inputs = new ArrayList<>(List.of(Topics.API_APPLIED, Topics.ROTATION_FAILED));
    Topics.WEBHOOK_RETRY_DELAYS.forEach(delay -> inputs.add(Topics.webhookRetry(delay)));
    return List.copyOf(inputs);
  }

  private static Service service(Settings settings, Environment environment) {
    WebhookDeliveryConfig config = WebhookDeliveryConfig.from(settings);
    EndpointGates endpoints = new EndpointGates(config.endpoints(), config.concurrency());
    return new EndpointAwareService(
        engine(endpoints).factory().create(settings, environment), endpoints);
  }

  private static ServiceDefinition engine(EndpointGates endpoints) {
    return ServiceDefinition.<SpecificRecord>stage(
        Topics.WEBHOOK_DELIVERY,
        inputs(),
        WebhookDeliveryConfig.KEYS,
        Optional.empty(),
        (settings, environment) ->
            stage(WebhookDeliveryConfig.from(settings), endpoints, environment));
  }

  private static WebhookDeliveryStage stage(
      WebhookDeliveryConfig config, EndpointGates endpoints, Environment environment) {
    return new WebhookDeliveryStage(
        endpoints,
        new OkHttpWebhookSender(
            config.callTimeout(),
            config.concurrency() * Math.max(1, config.endpoints().size()),
            config.privateNetworksAllowed(),
            environment.clock()),
        new AttemptDecider(config.schedule(), config.longestAsk()),
        new WebhookMetrics(environment.meters(), endpoints),
        environment.clock(),
        environment.random());
  }
}
