package dev.pinwheel.validator.file;

import dev.pinwheel.validator.chain.policy.TlsUsage;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be judged, as texts.
 *
 * @param chain PEM with the leaf and its intermediates, in any order
 * @param anchors PEM with the trust anchors
 * @param intermediates PEM with further intermediates; blank for none
 * @param policy YAML policy template; empty for RFC 5280 and strong keys alone
 * @param purpose what the leaf must be good for, besides what the policy asks for
 * @param host DNS name or IP address that the leaf must be for
 * @param at the instant at which the chain must be valid
 * @param evidence what is known about revocation and transparency
 */
public record FileRequest(
    String chain,
    String anchors,
    String intermediates,
    Optional<String> policy,
    Optional<TlsUsage> purpose,
    Optional<String> host,
    Instant at,
    FileEvidence evidence) {}
