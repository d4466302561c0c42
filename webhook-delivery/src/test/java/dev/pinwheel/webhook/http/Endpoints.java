package dev.pinwheel.webhook.http;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.webhook.delivery.Redaction;
import dev.pinwheel.webhook.signature.SigningKey;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Endpoints for tests, whose secrets are canaries. */
public final class Endpoints {

  public static final String KEY = "whsec_CANARYCANARYCANARYCANARYCANARYCANARY";
  public static final String OLD_KEY = "whsec_YRANACYRANACYRANACYRANACYRANACYRANAC";
  public static final String TOKEN = "CANARY-bearer-token";

  private Endpoints() {}

  public static Endpoint at(String name, URI url) {
    return new Endpoint(
        name,
        url,
        List.of(SigningKey.parse(KEY), SigningKey.parse(OLD_KEY)),
        Optional.of(new Secret(TOKEN)),
        true,
        Redaction.of(List.of(KEY, OLD_KEY, TOKEN)));
  }
}
