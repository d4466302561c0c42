package dev.pinwheel.executor.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.PlatformRequest;
import dev.pinwheel.executor.platform.Reaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the platform says of the executor's own client: {@code GET /api/v2/tokens/me} tells
 * organisation and scopes, {@code GET /api/v2/authorization/subjects/me} the roles. A platform that
 * does not answer them leaves both unknown.
 */
final class OwnStanding {

  private static final List<String> TOKEN = List.of("api", "v2", "tokens", "me");
  private static final List<String> SUBJECT =
      List.of("api", "v2", "authorization", "subjects", "me");

  private final PlatformCalls calls;

  OwnStanding(PlatformCalls calls) {
    this.calls = calls;
  }

  /** The checks that follow from it. */
  List<Check> checks(String subject, Optional<String> organization, Set<String> needed)
      throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    switch (calls.call(PlatformRequest.get(TOKEN, "a token"))) {
      case Reaction.Done done -> {
        checks.add(Check.good(subject, "credentials", "a token was granted and taken"));
        checks.add(organization(subject, organization, done.body()));
        checks.add(scopes(subject, needed, done.body()));
      }
      case Reaction.Refused refused
          when refused.failure().trail().status().filter(OwnStanding::isAnswered).isPresent() -> {
        checks.add(Check.good(subject, "credentials", "a token was granted"));
        checks.add(Check.unknown(subject, "organization", refused.failure().message()));
        checks.add(unknownScopes(subject, needed));
      }
      case Reaction other -> {
        checks.add(Check.failed(subject, "credentials", Reactions.text(other)));
        return checks;
      }
    }
    checks.add(roles(subject));
    return checks;
  }

  /** Such an answer comes to a token that was taken; only this question is not answered. */
  private static boolean isAnswered(int status) {
    return status == 403 || status == 404;
  }

  private static Check organization(String subject, Optional<String> wanted, JsonNode token) {
    String id = token.path("organization").path("id").asText("");
    if (id.isEmpty()) {
      return Check.unknown(subject, "organization", "the platform does not tell it");
    }
    return wanted.isPresent() && !wanted.get().equals(id)
        ? Check.failed(
            subject,
            "organization",
            "the credentials are of %s, not of %s".formatted(id, wanted.get()))
        : Check.good(subject, "organization", id);
  }

  private static Check scopes(String subject, Set<String> needed, JsonNode token) {
    Set<String> held = new TreeSet<>();
    token.path("authorizedScope").forEach(scope -> held.add(scope.asText()));
    if (held.isEmpty()) {
      return unknownScopes(subject, needed);
    }
    Set<String> missing = new TreeSet<>(needed);
    missing.removeAll(held);
    return missing.isEmpty()
        ? Check.good(subject, "scopes", "all that is needed: " + String.join(", ", needed))
        : Check.failed(subject, "scopes", "missing: " + String.join(", ", missing));
  }

  private static Check unknownScopes(String subject, Set<String> needed) {
    return Check.unknown(
        subject, "scopes", "the platform does not tell them; needed: " + String.join(", ", needed));
  }

  private Check roles(String subject) throws InterruptedException {
    return switch (calls.call(PlatformRequest.get(SUBJECT, "a token"))) {
      case Reaction.Done done -> {
        Set<String> roles = new TreeSet<>();
        done.body()
            .path("grants")
            .forEach(grant -> roles.add(grant.path("role").path("name").asText("")));
        roles.remove("");
        yield roles.isEmpty()
            ? Check.failed(subject, "roles", "none: every call will be answered 403")
            : Check.good(subject, "roles", String.join(", ", roles));
      }
      case Reaction other -> Check.unknown(subject, "roles", Reactions.text(other));
    };
  }
}
