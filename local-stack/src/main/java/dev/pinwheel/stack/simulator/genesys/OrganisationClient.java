package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.runtime.config.Secret;
import java.util.Set;

/** An OAuth client that may call the API by client credentials, and the most it may ask for. */
public record OrganisationClient(String id, Secret secret, Set<String> scopes) {

  public static final String READ = "admin:client:read";
  public static final String UPDATE = "admin:client:update";

  public OrganisationClient {
    scopes = Set.copyOf(scopes);
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
            "data:management:endpoints:write"));
  }
}
