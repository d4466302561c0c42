package dev.pinwheel.executor.target;

import dev.pinwheel.runtime.config.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where this process finds the private keys that the platform's credential store has too, by their
 * id there. A key is read when it is needed, so that a new one takes no restart, and kept nowhere.
 */
public final class ClientKeys {

  private final Map<String, Supplier<Secret>> byId;

  public ClientKeys(Map<String, Supplier<Secret>> byId) {
    this.byId = Map.copyOf(byId);
  }

  /** None at all: handshakes are not checked. */
  public static ClientKeys none() {
    return new ClientKeys(Map.of());
  }

  /**
   * A key's PEM; empty where the configuration names none.
   *
   * @throws IllegalArgumentException where it names one that cannot be read
   */
  Optional<Secret> pem(String id) {
    return Optional.ofNullable(byId.get(id)).map(Supplier::get);
  }
}
