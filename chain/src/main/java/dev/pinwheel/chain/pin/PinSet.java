package dev.pinwheel.chain.pin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pins that a rotation asks the platform to store.
 *
 * @param primary certificate pin of the new leaf
 * @param fallback certificate pin of the leaf being replaced, where the requester named it
 * @param backups pins of keys not served yet
 */
public record PinSet(
    CertificatePin primary, Optional<CertificatePin> fallback, List<CertificatePin> backups) {

  public PinSet {
    backups = List.copyOf(backups);
  }

  /** Every pin: primary, fallback, backups. */
  public List<CertificatePin> all() {
    List<CertificatePin> all = new ArrayList<>(List.of(primary));
    fallback.ifPresent(all::add);
    all.addAll(backups);
    return List.copyOf(all);
  }
}
