package dev.pinwheel.audit.entry;

import java.time.Instant;

/**
 * One entry of the log as it is stored. Nothing here guarantees that its hash is right: that is
 * what {@link AuditVerifier} asks.
 *
 * @param seq its place, counted from 1 without gaps
 * @param recordedAt when it was recorded, microseconds
 * @param previous hash of the entry before; {@link Sha256#ZERO} for the first
 * @param hash its own, by {@link EntryHashing}
 */
public record AuditEntry(
    long seq, Instant recordedAt, AuditContent content, Sha256 previous, Sha256 hash) {

  /** The entry that goes on a chain. */
  public static AuditEntry next(ChainHead head, Instant recordedAt, AuditContent content) {
    long seq = Math.incrementExact(head.seq());
    Sha256 hash = EntryHashing.chain(head.hash(), EntryHashing.canonical(seq, recordedAt, content));
    return new AuditEntry(seq, recordedAt, content, head.hash(), hash);
  }

  /** The chain that ends here. */
  public ChainHead head() {
    return new ChainHead(seq, hash);
  }
}
