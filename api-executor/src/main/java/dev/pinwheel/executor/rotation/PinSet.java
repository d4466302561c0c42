package dev.pinwheel.executor.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pins that a target shall hold.
 *
 * @param primary pin of the new leaf
 * @param fallback pin of the leaf being replaced; empty where there was none
 * @param backups pins of keys not served yet, none of them primary or fallback
 */
public record PinSet(
    CertificatePin primary, Optional<CertificatePin> fallback, List<CertificatePin> backups) {

  /** The platform stores no more active pins than this on one target. */
  public static final int MOST = 3;

  public PinSet {
    backups = List.copyOf(backups);
  }

  /** All of them, primary first. */
  public List<CertificatePin> all() {
    List<CertificatePin> all = new ArrayList<>();
    all.add(primary);
    fallback.ifPresent(all::add);
    all.addAll(backups);
    return all;
  }
}
