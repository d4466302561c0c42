package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.IncomingRequest;
import dev.pinwheel.stack.simulator.http.Replies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code POST /oauth/token}: the client credentials grant (RFC 6749 section 4.4). */
final class TokenEndpoint {

  private final Map<String, OrganisationClient> clients;
  private final Tokens tokens;
  private final Duration advertisedLifetime;

  TokenEndpoint(
      Map<String, OrganisationClient> clients, Tokens tokens, Duration advertisedLifetime) {
    this.clients = clients;
    this.tokens = tokens;
    this.advertisedLifetime = advertisedLifetime;
  }

  Reply issue(OngoingCall call) {
    if (call.suffers(FaultType.TOKEN_ERROR)) {
      return scripted(call);
    }
    IncomingRequest request = call.request();
    Map<String, String> form;
    Optional<ClientCredentials> credentials;
    try {
      form = TokenForm.read(request);
      credentials = ClientCredentials.of(request, form);
    } catch (MalformedTokenRequestException e) {
      return PlatformErrors.oauth(400, "invalid_request", e.getMessage());
    }
    if (!form.containsKey("grant_type")) {
      return PlatformErrors.oauth(400, "invalid_request", "grant_type is missing");
    }
    if (credentials.isEmpty()) {
      return PlatformErrors.oauth(401, "invalid_client", "no client authentication");
    }
    OrganisationClient client = clients.get(credentials.get().clientId());
    if (client == null || !same(client.secret(), credentials.get().secret())) {
      return PlatformErrors.oauth(401, "invalid_client", "unknown client or wrong secret");
    }
    if (!form.get("grant_type").equals("client_credentials")) {
      return PlatformErrors.oauth(
          400, "unsupported_grant_type", "only client_credentials is supported");
    }
    Set<String> scopes = scopes(client, form.getOrDefault("scope", ""));
    if (!client.scopes().containsAll(scopes)) {
      return PlatformErrors.oauth(400, "invalid_scope", "a scope exceeds what the client has");
    }
    call.authenticated(client.id());
    return issued(client.id(), scopes);
  }

  private Reply issued(String clientId, Set<String> scopes) {
    return Replies.json(
            200,
            Replies.JSON
                .createObjectNode()
                .put("access_token", tokens.issue(clientId, scopes))
                .put("token_type", "bearer")
                .put("expires_in", advertisedLifetime.toSeconds())
                .put("scope", String.join(" ", new TreeSet<>(scopes))))
        .with("Cache-Control", "no-store");
  }

  private static Reply scripted(OngoingCall call) {
    int status = call.fault().orElseThrow().status().orElse(400);
    String error = call.fault().orElseThrow().body().orElse("invalid_client");
    return PlatformErrors.oauth(status, error, "the token endpoint was told to refuse");
  }

  /** RFC 6749 section 3.3: without a scope parameter the client gets what it is configured for. */
  private static Set<String> scopes(OrganisationClient client, String asked) {
    Set<String> scopes = new LinkedHashSet<>();
    for (String scope : asked.strip().split(" +", -1)) {
      if (!scope.isEmpty()) {
        scopes.add(scope);
      }
    }
    return scopes.isEmpty() ? client.scopes() : scopes;
  }

  private static boolean same(Secret expected, Secret presented) {
    return MessageDigest.isEqual(
        expected.reveal().getBytes(StandardCharsets.UTF_8),
        presented.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
