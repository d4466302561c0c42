package dev.pinwheel.validator.suite;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One case of a suite in x509-limbo's schema (C2SP/x509-limbo, limbo-schema.json), as it is
 * written; nothing of it was judged.
 *
 * @param features what a validator may leave out; it is then not measured by the case
 * @param server whether the leaf is a server's; otherwise a client's
 * @param trusted PEM of each trust anchor
 * @param intermediates PEM of each other certificate
 * @param leaf PEM
 * @param time empty for now
 * @param signatureAlgorithms names of those that alone are accepted; empty for all
 * @param keyUsage names of bits that the leaf must have
 * @param extendedKeyUsage names or object identifiers of usages that the leaf must have
 * @param peerNames names that the leaf must bear, every one of them
 * @param maxChainDepth most intermediates
 * @param crls PEM of each
 * @param succeeds whether the suite expects the chain to be valid
 */
public record SuiteCase(
    String id,
    List<String> features,
    boolean server,
    List<String> trusted,
    List<String> intermediates,
    String leaf,
    Optional<Instant> time,
    List<String> signatureAlgorithms,
    List<String> keyUsage,
    List<String> extendedKeyUsage,
    List<Peer> peerNames,
    OptionalInt maxChainDepth,
    List<String> crls,
    boolean succeeds) {

  /** A name of a kind: DNS, IP or RFC822. */
  public record Peer(String kind, String value) {}

  public SuiteCase {
    features = List.copyOf(features);
    trusted = List.copyOf(trusted);
    intermediates = List.copyOf(intermediates);
    signatureAlgorithms = List.copyOf(signatureAlgorithms);
    keyUsage = List.copyOf(keyUsage);
    extendedKeyUsage = List.copyOf(extendedKeyUsage);
    peerNames = List.copyOf(peerNames);
    crls = List.copyOf(crls);
  }

  /** The first part of the id, such as {@code rfc5280} of {@code rfc5280::aki::critical-aki}. */
  public String nameSpace() {
    int end = id.indexOf("::");
    return end < 0 ? "" : id.substring(0, end);
  }
}
