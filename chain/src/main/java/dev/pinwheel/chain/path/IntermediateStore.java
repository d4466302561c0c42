package dev.pinwheel.chain.path;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Intermediates that requesters may leave out. They are not trusted: a path through one is checked
 * like any other, so that a wrong one here can delay a rotation but never make a chain valid.
 *
 * @param fetchedFrom addresses of those that were fetched for this validation alone
 */
public record IntermediateStore(
    CertificatePool intermediates, Map<ParsedCertificate, String> fetchedFrom) {

  public static final IntermediateStore EMPTY = new IntermediateStore(CertificatePool.EMPTY);

  public IntermediateStore {
    fetchedFrom = Map.copyOf(fetchedFrom);
  }

  /** A store of certificates that an operator keeps. */
  public IntermediateStore(CertificatePool intermediates) {
    this(intermediates, Map.of());
  }

  /** With one more, which came from an address; one that was there already stays what it was. */
  public IntermediateStore withFetched(ParsedCertificate certificate, String address) {
    if (intermediates.contains(certificate)) {
      return this;
    }
    Map<ParsedCertificate, String> more = new HashMap<>(fetchedFrom);
    more.put(certificate, address);
    return new IntermediateStore(intermediates.and(List.of(certificate)), more);
  }

  /** Where one was fetched from; empty where an operator keeps it. */
  public Optional<String> addressOf(ParsedCertificate certificate) {
    return Optional.ofNullable(fetchedFrom.get(certificate));
  }
}
