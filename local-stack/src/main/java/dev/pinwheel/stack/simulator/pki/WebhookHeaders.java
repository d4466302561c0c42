package dev.pinwheel.stack.simulator.pki;

import dev.pinwheel.stack.simulator.http.IncomingRequest;

/** The three headers of Standard Webhooks as they came; empty where one is missing. */
record WebhookHeaders(String id, String timestamp, String signature) {

  static WebhookHeaders of(IncomingRequest request) {
    return new WebhookHeaders(
        request.header("webhook-id").orElse(""),
        request.header("webhook-timestamp").orElse(""),
        request.header("webhook-signature").orElse(""));
  }
}
