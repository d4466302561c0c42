package dev.pinwheel.validator.fetch;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.revocation.EvidenceReader;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.MalformedEvidenceException;
import dev.pinwheel.chain.revocation.RevocationList;
import dev.pinwheel.chain.revocation.RevocationListReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CRLs from addresses that an operator configured. Each is fetched again after an hour, or when its
 * own nextUpdate has passed; where that fails the old one is kept, and asked for again after a
 * minute. An old one proves nothing after its nextUpdate, whoever keeps it.
 */
public final class CrlAddresses implements RevocationSource {

  /** Larger than any CRL that the public web's CAs publish in shards. */
  static final int MOST_BYTES = EvidenceReader.MOST_BYTES;

  private static final Duration REFRESHED_EVERY = Duration.ofHours(1);
  private static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(CrlAddresses.class);

  private final BoundedHttp http;
  private final List<HttpUrl> addresses;
  private final Map<HttpUrl, Held> held = new ConcurrentHashMap<>();

  private record Held(Optional<RevocationList> list, Instant nextFetch) {}

  public CrlAddresses(BoundedHttp http, List<HttpUrl> addresses) {
    this.http = http;
    this.addresses = List.copyOf(addresses);
  }

  @Override
  public EvidenceSet about(ParsedCertificate certificate, ParsedCertificate issuer, Instant now) {
    return new EvidenceSet(
        addresses.stream().flatMap(address -> current(address, now).list().stream()).toList(),
        List.of());
  }

  private Held current(HttpUrl address, Instant now) {
    Held before = held.get(address);
    if (before != null && now.isBefore(before.nextFetch())) {
      return before;
    }
    Held fresh = fetched(address, before == null ? Optional.empty() : before.list(), now);
    held.put(address, fresh);
    return fresh;
  }

  private Held fetched(HttpUrl address, Optional<RevocationList> before, Instant now) {
    try {
      RevocationList list = RevocationListReader.read(http.get(address, MOST_BYTES));
      Instant hour = now.plus(REFRESHED_EVERY);
      Instant next = list.nextUpdate().isBefore(hour) ? list.nextUpdate() : hour;
      return new Held(Optional.of(list), next.isAfter(now) ? next : now.plus(TRIED_AGAIN_AFTER));
    } catch (FetchFailedException | MalformedEvidenceException e) {
      LOG.warn("no CRL from {}: {}", address, e.getMessage());
      return new Held(before, now.plus(TRIED_AGAIN_AFTER));
    }
  }
}
