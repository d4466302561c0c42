package dev.pinwheel.validator.file;

import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.chain.policy.PolicyTemplate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be judged, as texts.
 *
 * @param chain PEM with the leaf and its intermediates, in any order
 * @param anchors PEM with the trust anchors
 * @param intermediates PEM with further intermediates; blank for none
 * @param policy empty for RFC 5280 and strong keys alone
 * @param demand what is asked for beyond the policy
 * @param previous PEM of the leaf being replaced; empty where it does not matter
 * @param backupPins base64 SHA-256 certificate pins of keys not served yet
 * @param key what was read of the leaf's private key; empty where none was named
 * @param at the instant at which the chain must be valid
 * @param evidence what is known about revocation and transparency
 */
public record FileRequest(
    String chain,
    String anchors,
    String intermediates,
    Optional<PolicyTemplate> policy,
    FileDemand demand,
    Optional<String> previous,
    List<String> backupPins,
    Optional<KeyReading> key,
    Instant at,
    FileEvidence evidence) {

  public FileRequest {
    backupPins = List.copyOf(backupPins);
  }
}
