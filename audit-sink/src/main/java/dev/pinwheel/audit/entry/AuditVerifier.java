package dev.pinwheel.audit.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Goes over a log from its beginning and finds what was removed, changed, moved or inserted. Its
 * memory does not grow with the log.
 *
 * <p>Without a known head it cannot notice that the newest entries were cut off, nor that somebody
 * who may write to the database wrote the chain anew from some entry on: then every hash is right
 * again. A head that was kept elsewhere shows both.
 */
public final class AuditVerifier {

  /** As many findings are kept; the rest is counted. */
  public static final int MOST_FINDINGS = 100;

  private final TreeMap<Long, Sha256> known = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private long count;
  private long entries;
  private ChainHead head;

  private AuditVerifier(ChainHead start) {
    this.head = start;
  }

  /** Verifies a whole log. */
  public static AuditVerifier fromTheBeginning() {
    return new AuditVerifier(ChainHead.EMPTY);
  }

  /** Verifies the part of a log that follows a head which is trusted. */
  public static AuditVerifier after(ChainHead trusted) {
    return new AuditVerifier(trusted);
  }

  /**
   * Demands that the log holds this entry with this hash; a log that has grown since is fine. To be
   * said before the first entry.
   */
  public AuditVerifier expecting(ChainHead knownHead) {
    Sha256 other =
        knownHead.seq() == head.seq()
            ? head.hash()
            : known.putIfAbsent(knownHead.seq(), knownHead.hash());
    if (other != null && !other.equals(knownHead.hash())) {
      found(
          knownHead.seq(),
          Fault.REWRITTEN,
          "two heads of one number: " + other + " and " + knownHead.hash());
    }
    return this;
  }

  /** The next entry of the log. */
  public void accept(AuditEntry entry) {
    entries++;
    checkPlace(entry);
    if (!entry.hash().equals(EntryHashing.of(entry))) {
      found(entry.seq(), Fault.CHANGED, "its contents do not give the hash " + entry.hash());
    }
    Sha256 demanded = known.remove(entry.seq());
    if (demanded != null && !demanded.equals(entry.hash())) {
      found(
          entry.seq(),
          Fault.REWRITTEN,
          "its hash was " + demanded + " once and is " + entry.hash());
    }
    head = entry.head();
  }

  /** Something stands in the place of the next entry that is none. */
  public void acceptUnreadable(String why) {
    entries++;
    found(head.seq() + 1, Fault.UNREADABLE, why);
  }

  /** The log ends here. */
  public Verification end() {
    known.forEach(
        (seq, hash) ->
            found(
                seq,
                Fault.TRUNCATED,
                "entry "
                    + seq
                    + " with the hash "
                    + hash
                    + " was there once; the log ends at "
                    + head.seq()));
    return count == 0
        ? new Verification.Intact(entries, head)
        : new Verification.Broken(entries, findings, count);
  }

  /**
   * Goes on from the entry that is there, not from the one that should be, so that one wrong entry
   * does not make all that follow look wrong.
   */
  private void checkPlace(AuditEntry entry) {
    long expected = head.seq() + 1;
    if (entry.seq() > expected) {
      found(
          entry.seq(),
          Fault.MISSING,
          entry.seq() - expected == 1
              ? "entry " + expected + " is not there"
              : "entries " + expected + " to " + (entry.seq() - 1) + " are not there");
    } else if (entry.seq() < expected) {
      found(entry.seq(), Fault.OUT_OF_ORDER, "entry " + expected + " was expected here");
    }
    if (!entry.previous().equals(head.hash())) {
      found(
          entry.seq(),
          Fault.NOT_LINKED,
          "it follows " + entry.previous() + ", but before it stands " + head);
    }
  }

  private void found(long seq, Fault fault, String detail) {
    count++;
    if (findings.size() < MOST_FINDINGS) {
      findings.add(new Finding(seq, fault, detail));
    }
  }
}
