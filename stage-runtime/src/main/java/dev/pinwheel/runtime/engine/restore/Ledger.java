package dev.pinwheel.runtime.engine.restore;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Identities handled from one partition, in memory: what the ledger topic has, and what this engine
 * added since, committed or not. Bounded: the oldest identities are forgotten. Handler threads use
 * it together; nothing under its monitor blocks.
 */
public final class Ledger {

  /** An identity and what a repeat of it must agree in. */
  public record Entry(String identity, ByteBuffer fingerprint) {

    public static Entry of(String identity, byte[] fingerprint) {
      return new Entry(identity, ByteBuffer.wrap(fingerprint));
    }
  }

  public enum Verdict {
    NEW,
    /** Handled before, with the same fingerprint. */
    REPEATED,
    /** Handled before, with another fingerprint. */
    REUSED
  }

  private final int limit;
  private final Map<String, ByteBuffer> fingerprints = new LinkedHashMap<>();
  private final Map<String, Instant> newest = new LinkedHashMap<>();
  private long forgotten;

  public Ledger(int limit) {
    this.limit = limit;
  }

  public synchronized Verdict check(Entry entry) {
    ByteBuffer known = fingerprints.get(entry.identity());
    if (known == null) {
      return Verdict.NEW;
    }
    return known.equals(entry.fingerprint()) ? Verdict.REPEATED : Verdict.REUSED;
  }

  public synchronized void add(Entry entry) {
    fingerprints.remove(entry.identity());
    fingerprints.put(entry.identity(), entry.fingerprint());
    if (fingerprints.size() > limit) {
      fingerprints.remove(fingerprints.keySet().iterator().next());
      forgotten++;
    }
  }

  /**
   * When the newest of a target's requests was acknowledged that was handled and counts. Empty
   * where there was none, or where it fell out at the limit: a late one may then be handled.
   */
  public synchronized Optional<Instant> newest(String target) {
    return Optional.ofNullable(newest.get(target));
  }

  /** A request of this target was handled and counts. */
  public synchronized void counts(String target, Instant acknowledged) {
    Instant before = newest.remove(target);
    newest.put(target, before != null && before.isAfter(acknowledged) ? before : acknowledged);
    if (newest.size() > limit) {
      newest.remove(newest.keySet().iterator().next());
    }
  }

  /** The ledger topic has a tombstone for it. */
  synchronized void remove(String identity) {
    fingerprints.remove(identity);
  }

  public synchronized int size() {
    return fingerprints.size();
  }

  /** How many identities fell out at the limit: a repeat of one would be handled again. */
  public synchronized long forgotten() {
    return forgotten;
  }
}
