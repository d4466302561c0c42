package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.runtime.config.Secret;
import java.util.Set;

/**
 * An OAuth client that may call the API by client credentials.
 *
 * @param scopes the most that it may ask for
 * @param roles names of the roles that it was granted; without any, every call but those about
 *     itself is answered 403
 */
public record OrganisationClient(String id, Secret secret, Set<String> scopes, Set<String> roles) {

  public static final String READ = "admin:client:read";
  public static final String UPDATE = "admin:client:update";

  public OrganisationClient {
    scopes = Set.copyOf(scopes);
    roles = Set.copyOf(roles);
  }

  /** A client that may read and change every kind of target. */
  public static OrganisationClient administrator(String id, Secret secret) {
    return new OrganisationClient(
        id,
        secret,
        Set.of(
            READ,
            UPDATE,
            "sip_trunk:read",
            "sip_trunk:write",
            "trunk:admin",
            "certificate:manage",
            "data:management:endpoints:write"),
        Set.of("API Client Admin", "Sip Trunk Admin"));
  }

  /** The same client without the roles that it was granted. */
  public OrganisationClient withoutRoles() {
    return new OrganisationClient(id, secret, scopes, Set.of());
  }

  /** The same client, which may ask for these scopes alone. */
  public OrganisationClient withScopes(Set<String> most) {
    return new OrganisationClient(id, secret, most, roles);
  }
}
