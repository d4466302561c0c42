package dev.pinwheel.webhook.delivery;

/**
 * Codes of dead letters that are no attempt's own code. The whole closed set: these, the names of
 * {@link TransportFault}, and {@code HTTP_} followed by the status.
 */
public final class DeadLetterCodes {

  /** No endpoint of that name is configured here; configure it, then replay. */
  public static final String ENDPOINT_UNKNOWN = "ENDPOINT_UNKNOWN";

  /** The endpoint answered 410, or is switched off by {@code endpoints.*.enabled}. */
  public static final String ENDPOINT_DISABLED = "ENDPOINT_DISABLED";

  /** The endpoint answered 3xx; correct its URL, then replay. */
  public static final String REDIRECT_REFUSED = "REDIRECT_REFUSED";

  private DeadLetterCodes() {}
}
