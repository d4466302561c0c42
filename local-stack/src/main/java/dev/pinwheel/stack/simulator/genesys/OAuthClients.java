package dev.pinwheel.stack.simulator.genesys;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The organisation's OAuth clients. */
final class OAuthClients {

  private final ReentrantLock adding = new ReentrantLock();
  private final Map<String, StoredClient> byId = new ConcurrentHashMap<>();

  // Host names are compared without case (RFC 4343), ids with it.
  private final Map<String, String> idByHostLabel = new ConcurrentHashMap<>();

  /**
   * Adds all of them or none.
   *
   * @return an id that is taken, or named twice
   */
  Optional<String> addAll(List<OAuthClient> clients) {
    adding.lock();
    try {
      Set<String> ids = new HashSet<>();
      for (OAuthClient client : clients) {
        String label = client.id().toLowerCase(Locale.ROOT);
        if (idByHostLabel.containsKey(label) || !ids.add(label)) {
          return Optional.of(client.id());
        }
      }
      for (OAuthClient client : clients) {
        byId.put(client.id(), new StoredClient(client));
        idByHostLabel.put(client.id().toLowerCase(Locale.ROOT), client.id());
      }
      return Optional.empty();
    } finally {
      adding.unlock();
    }
  }

  Optional<StoredClient> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<CertificateChain> chainOfHostLabel(String label) {
    return Optional.ofNullable(idByHostLabel.get(label.toLowerCase(Locale.ROOT)))
        .flatMap(this::find)
        .flatMap(stored -> stored.current().chain());
  }
}
