package dev.pinwheel.audit.entry;

import java.util.List;

/** What became of a verification. */
public sealed interface Verification {

  /**
   * Every entry is what it was and where it was.
   *
   * @param entries how many were checked
   * @param head end of the chain: worth keeping outside of the database, as only a known head shows
   *     that a tail was cut off or everything was written anew
   */
  record Intact(long entries, ChainHead head) implements Verification {}

  /**
   * The log was tampered with, or damaged.
   *
   * @param entries how many were checked
   * @param findings the first ones in the order of the log, at most {@link
   *     AuditVerifier#MOST_FINDINGS}; never empty
   * @param count how many there were
   */
  record Broken(long entries, List<Finding> findings, long count) implements Verification {
    public Broken {
      findings = List.copyOf(findings);
    }
  }
}
