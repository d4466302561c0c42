package dev.pinwheel.chain.policy;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.DirectoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A policy's list of CAs; an empty one asks for nothing. */
public record AllowedCertificates(List<AllowedCertificate> entries) {

  public AllowedCertificates {
    entries = List.copyOf(entries);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether an entry that counts at an instant names the CA. */
  public boolean allow(DirectoryName name, Optional<ParsedCertificate> certificate, Instant time) {
    return entries.stream()
        .filter(entry -> entry.countsAt(time))
        .anyMatch(entry -> entry.matcher().matches(name, certificate));
  }

  /** The entry that would have allowed the CA, had it not expired. */
  public Optional<AllowedCertificate> expiredFor(
      DirectoryName name, Optional<ParsedCertificate> certificate, Instant time) {
    return entries.stream()
        .filter(entry -> !entry.countsAt(time))
        .filter(entry -> entry.matcher().matches(name, certificate))
        .findFirst();
  }

  /** Whether some entry can only be judged with the CA's certificate at hand. */
  public boolean needCertificates() {
    return entries.stream().anyMatch(entry -> entry.matcher().needsCertificate());
  }

  /** Every entry that counts at an instant, for messages. */
  public String text(Instant time) {
    return entries.stream()
        .filter(entry -> entry.countsAt(time))
        .map(AllowedCertificate::text)
        .collect(Collectors.joining(" or "));
  }
}
