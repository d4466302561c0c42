package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A Data Action endpoint: its settings as they were written, and the chain behind its reference.
 *
 * @param settings the whole document that the last write brought
 * @param chain what {@code mutualTls.clientCertificateId} refers to
 */
public record DataEndpoint(
    String id,
    ObjectNode settings,
    Optional<CertificateChain> chain,
    Optional<String> storedHash,
    long version)
    implements PlatformResource<DataEndpoint> {

  public DataEndpoint {
    ResourceIds.check(id);
    settings = settings.deepCopy();
  }

  @Override
  public ObjectNode settings() {
    return settings.deepCopy();
  }

  @Override
  public DataEndpoint withVersion(long number) {
    return new DataEndpoint(id, settings, chain, storedHash, number);
  }

  DataEndpoint withStoredHash(String hash) {
    return new DataEndpoint(id, settings, chain, Optional.of(hash), version);
  }
}
