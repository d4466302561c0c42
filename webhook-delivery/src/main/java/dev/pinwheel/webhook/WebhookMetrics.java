package dev.pinwheel.webhook;

import dev.pinwheel.webhook.delivery.AttemptResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** The figures of delivery. Names and labels are public; every label is from a closed set. */
final class WebhookMetrics {

  /** Attempts by endpoint and code; {@code DELIVERED} for a 2xx. */
  static final String ATTEMPTS = "pinwheel.webhook.attempts";

  /** Dead letters by endpoint and code. */
  static final String DEAD_LETTERS = "pinwheel.webhook.dead.letters";

  /** 1 for an endpoint that nothing is sent to, 0 otherwise. */
  static final String DISABLED = "pinwheel.webhook.endpoint.disabled";

  /** Label of an endpoint that an event names and no configuration knows: names are unbounded. */
  static final String UNCONFIGURED = "(unconfigured)";

  private static final String ENDPOINT = "endpoint";
  private static final String CODE = "code";

  private final MeterRegistry meters;

  WebhookMetrics(MeterRegistry meters, EndpointGates gates) {
    this.meters = meters;
    for (EndpointGates.Guarded guarded : gates.all()) {
      Gauge.builder(DISABLED, guarded.gate(), gate -> gate.isOpen() ? 0 : 1)
          .tag(ENDPOINT, guarded.endpoint().name())
          .description("1 where nothing is sent to the endpoint")
          .register(meters);
    }
  }

  void attempted(String endpoint, AttemptResult result, Duration took) {
    meters
        .timer(ATTEMPTS, ENDPOINT, endpoint, CODE, result.code().orElse("DELIVERED"))
        .record(took);
  }

  void deadLettered(String endpoint, String code) {
    meters.counter(DEAD_LETTERS, ENDPOINT, endpoint, CODE, code).increment();
  }
}
