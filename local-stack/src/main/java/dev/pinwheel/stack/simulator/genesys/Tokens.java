package dev.pinwheel.stack.simulator.genesys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The bearer tokens that were issued. */
final class Tokens {

  private final Clock clock;
  private final Duration lifetime;
  private final Chance ids;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();

  private record Grant(String clientId, Set<String> scopes, Instant expires) {}

  /** Whom a presented token stands for. */
  sealed interface Bearer {

    record Known(String clientId, Set<String> scopes) implements Bearer {}

    record Unknown() implements Bearer {}

    record Expired() implements Bearer {}
  }

  Tokens(Clock clock, Duration lifetime, Chance ids) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.ids = ids;
  }

  String issue(String clientId, Set<String> scopes) {
    Instant now = clock.instant();
    // An hour after its end a token is forgotten, and so unknown rather than expired.
    grants.values().removeIf(grant -> grant.expires().plus(Duration.ofHours(1)).isBefore(now));
    String token = ids.token();
    grants.put(token, new Grant(clientId, scopes, now.plus(lifetime)));
    return token;
  }

  Bearer check(String token) {
    Grant grant = grants.get(token);
    if (grant == null) {
      return new Bearer.Unknown();
    }
    return grant.expires().isAfter(clock.instant())
        ? new Bearer.Known(grant.clientId(), grant.scopes())
        : new Bearer.Expired();
  }

  void revokeAll() {
    grants.clear();
  }

  void revokeOf(String clientId) {
    grants.values().removeIf(grant -> grant.clientId().equals(clientId));
  }
}
