package dev.pinwheel.webhook;

import dev.pinwheel.runtime.service.ServiceLauncher;

/** The webhook-delivery process. */
public final class WebhookDeliveryMain {

  private WebhookDeliveryMain() {}

  public static void main(String[] arguments) {
    System.exit(ServiceLauncher.run(WebhookDeliveryDefinition.definition(), arguments));
  }
}
