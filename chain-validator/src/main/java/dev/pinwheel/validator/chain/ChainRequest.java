package dev.pinwheel.validator.chain;

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
 */
public record ChainRequest(
    String bundle,
    Optional<String> previousCertificate,
    List<String> backupPins,
    TargetKind targetKind) {

  public ChainRequest {
    backupPins = List.copyOf(backupPins);
  }
}
