package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.stack.simulator.http.IncomingRequest;
import java.util.Map;
import java.util.Optional;
import okio.ByteString;

/** How a client authenticates: HTTP Basic or form parameters (RFC 6749 section 2.3.1). */
record ClientCredentials(String clientId, Secret secret) {

  /**
   * Reads them.
   *
   * @return empty where the request has none
   * @throws MalformedTokenRequestException where it has both kinds or broken ones
   */
  static Optional<ClientCredentials> of(IncomingRequest request, Map<String, String> form)
      throws MalformedTokenRequestException {
    Optional<String> header =
        request
            .header("Authorization")
            .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
            .map(value -> value.substring(6).strip());
    boolean inForm = form.containsKey("client_id") && form.containsKey("client_secret");
    if (header.isEmpty()) {
      return inForm
          ? Optional.of(
              new ClientCredentials(form.get("client_id"), new Secret(form.get("client_secret"))))
          : Optional.empty();
    }
    if (inForm) {
      throw new MalformedTokenRequestException("more than one way of client authentication");
    }
    ByteString decoded = ByteString.decodeBase64(header.get());
    int colon = decoded == null ? -1 : decoded.utf8().indexOf(':');
    if (decoded == null || colon < 1) {
      throw new MalformedTokenRequestException("broken Basic authentication");
    }
    return Optional.of(
        new ClientCredentials(
            TokenForm.decoded(decoded.utf8().substring(0, colon)),
            new Secret(TokenForm.decoded(decoded.utf8().substring(colon + 1)))));
  }
}
