package dev.pinwheel.metrics.figures;

import java.util.Collections;
import java.util.Set;

/** What an observation says about a target's active pins. */
public enum PinVerdict {
  MATCHED,
  MISMATCHED,
  UNKNOWN;

  /**
   * Judges by the client's own rule: one pin that matches anywhere in the presented chain is enough
   * (RFC 7469 section 2.6). Where nothing was seen or no pins are known there is no verdict, and
   * never a match.
   *
   * @param presented certificate and SPKI pins of every presented certificate
   * @param active the target's active pins, of certificates or of their keys
   */
  public static PinVerdict of(Set<String> presented, Set<String> active) {
    if (active.isEmpty() || presented.isEmpty()) {
      return UNKNOWN;
    }
    return Collections.disjoint(presented, active) ? MISMATCHED : MATCHED;
  }
}
