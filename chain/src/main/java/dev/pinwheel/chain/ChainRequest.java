package dev.pinwheel.chain;

import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.schemas.TargetKind;
import java.util.List;
import java.util.Optional;

/**
 * What is to be judged.
 *
 * @param bundle PEM text with the new leaf and its intermediates, in any order
 * @param previousCertificate PEM text of the leaf being replaced; empty where it is not known
 * @param backupPins base64 SHA-256 certificate pins
 * @param targetKind what the chain is for; UNKNOWN for no target
 * @param privateKey what is known of the leaf's private key; empty where nobody referred to it
 */
public record ChainRequest(
    String bundle,
    Optional<String> previousCertificate,
    List<String> backupPins,
    TargetKind targetKind,
    Optional<KeyReading> privateKey) {

  public ChainRequest {
    backupPins = List.copyOf(backupPins);
  }

  /** Without a private key. */
  public ChainRequest(
      String bundle,
      Optional<String> previousCertificate,
      List<String> backupPins,
      TargetKind targetKind) {
    this(bundle, previousCertificate, backupPins, targetKind, Optional.empty());
  }
}
