package dev.pinwheel.webhook.http;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.webhook.delivery.Redaction;
import dev.pinwheel.webhook.signature.SigningKey;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A receiver of webhooks.
 *
 * @param name what events call it
 * @param url where it listens
 * @param keys each signs every webhook; one, or several while keys are being rotated
 * @param bearer token of the Authorization header
 * @param enabled false where an operator switched it off
 * @param redaction hides this endpoint's secrets
 */
public record Endpoint(
    String name,
    URI url,
    List<SigningKey> keys,
    Optional<Secret> bearer,
    boolean enabled,
    Redaction redaction) {

  public Endpoint {
    keys = List.copyOf(keys);
  }
}
