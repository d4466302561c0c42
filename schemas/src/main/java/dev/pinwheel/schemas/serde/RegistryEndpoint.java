package dev.pinwheel.schemas.serde;

import java.net.URI;
import java.util.Optional;

/**
 * One address of the registry.
 *
 * @param base without user information and without a slash at its end
 * @param authorization value of the Authorization header; a secret
 */
record RegistryEndpoint(String base, Optional<String> authorization) {

  URI resolve(String path) {
    return URI.create(base + path);
  }

  /** The address only: the record's own text would show the secret. */
  @Override
  public String toString() {
    return base;
  }
}
