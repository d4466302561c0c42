package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.stack.simulator.genesys.Tokens.Bearer;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Who calls, whether there is budget left for the call, and whether the scope is enough. */
final class Authorisation {

  private final Tokens tokens;
  private final RateLimit rateLimit;
  private final Map<String, OrganisationClient> callers;

  Authorisation(Tokens tokens, RateLimit rateLimit, Map<String, OrganisationClient> callers) {
    this.tokens = tokens;
    this.rateLimit = rateLimit;
    this.callers = callers;
  }

  /** The decision; {@code rateHeaders} go on every answer of an admitted call. */
  sealed interface Decision permits Admitted, TurnedAway {}

  record Admitted(Bearer.Known bearer, Map<String, String> rateHeaders) implements Decision {
    Admitted {
      rateHeaders = Map.copyOf(rateHeaders);
    }
  }

  record TurnedAway(Reply reply) implements Decision {}

  /** A client that was disabled meanwhile has none. */
  Set<String> roles(String clientId) {
    return Optional.ofNullable(callers.get(clientId))
        .map(OrganisationClient::roles)
        .orElse(Set.of());
  }

  /** Checks a call; one that needs no scope, such as about the caller itself, needs no role. */
  Decision check(OngoingCall call, Set<String> scopes) {
    UUID contextId = call.contextId();
    Optional<String> token =
        call.request()
            .header("Authorization")
            .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
            .map(value -> value.substring(7).strip());
    if (token.isEmpty()) {
      return away(
          401,
          "authentication.required",
          "No authentication bearer token specified in authorization header.",
          contextId);
    }
    return switch (tokens.check(token.get())) {
      case Bearer.Unknown unknown ->
          away(401, "bad.credentials", "Invalid login credentials.", contextId);
      case Bearer.Expired expired ->
          away(401, "bad.credentials", "The access token has expired.", contextId);
      case Bearer.Known known -> {
        call.authenticated(known.clientId());
        yield known(known, scopes, contextId);
      }
    };
  }

  private Decision known(Bearer.Known known, Set<String> scopes, UUID contextId) {
    RateLimit.Standing standing = rateLimit.count(known.clientId());
    Map<String, String> headers =
        Map.of(
            "inin-ratelimit-count", Integer.toString(standing.used()),
            "inin-ratelimit-allowed", Integer.toString(standing.allowed()),
            "inin-ratelimit-reset", Long.toString(standing.seconds()));
    if (standing.exceeded()) {
      return new TurnedAway(
          PlatformErrors.of(
                  429,
                  "too.many.requests",
                  "Rate limit exceeded the maximum. Retry the request in ["
                      + standing.seconds()
                      + "] seconds",
                  contextId)
              .with(headers)
              .with("Retry-After", Long.toString(standing.seconds())));
    }
    Set<String> missing = new TreeSet<>(scopes);
    missing.removeAll(known.scopes());
    if (!missing.isEmpty()) {
      return new TurnedAway(
          PlatformErrors.of(
                  403,
                  "missing.required.scope",
                  "The token lacks the required scope " + String.join(", ", missing) + ".",
                  contextId)
              .with(headers));
    }
    if (!scopes.isEmpty() && roles(known.clientId()).isEmpty()) {
      return new TurnedAway(
          PlatformErrors.of(
                  403,
                  "missing.any.permissions",
                  "The client was granted no role that permits this.",
                  contextId)
              .with(headers));
    }
    return new Admitted(known, headers);
  }

  private static TurnedAway away(int status, String code, String message, UUID contextId) {
    return new TurnedAway(
        PlatformErrors.of(status, code, message, contextId).with("WWW-Authenticate", "Bearer"));
  }
}
