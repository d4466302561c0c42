package dev.pinwheel.executor.preflight;

import dev.pinwheel.schemas.TargetKind;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The scopes without which a kind of target cannot be changed. */
final class RequiredScopes {

  private RequiredScopes() {}

  static Set<String> of(TargetKind kind) {
    return switch (kind) {
      case OAUTH_CLIENT -> Set.of("admin:client:read", "admin:client:update");
      case BYOC_TRUNK -> Set.of("sip_trunk:read", "sip_trunk:write");
      case EDGE_TRUNK -> Set.of("trunk:admin", "certificate:manage");
      case DATA_ACTION_ENDPOINT -> Set.of("data:management:endpoints:write");
      case UNKNOWN -> Set.of();
    };
  }

  static SortedSet<String> of(Collection<TargetKind> kinds) {
    SortedSet<String> scopes = new TreeSet<>();
    kinds.forEach(kind -> scopes.addAll(of(kind)));
    return scopes;
  }
}
