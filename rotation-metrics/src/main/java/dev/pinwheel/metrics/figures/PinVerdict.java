package dev.pinwheel.metrics.figures;

import dev.pinwheel.schemas.PinObserved;
import dev.pinwheel.schemas.PinPair;
import java.util.Optional;
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
   * @param activePins base64 SHA-256 pins, of certificates or of their keys; empty where none are
   *     known
   */
  public static PinVerdict of(PinObserved observation, Optional<Set<String>> activePins) {
    if (activePins.isEmpty()
        || activePins.get().isEmpty()
        || observation.getPresented().isEmpty()) {
      return UNKNOWN;
    }
    boolean matched =
        observation.getPresented().stream().anyMatch(pair -> isPinned(pair, activePins.get()));
    return matched ? MATCHED : MISMATCHED;
  }

  private static boolean isPinned(PinPair pair, Set<String> pins) {
    return pins.contains(pair.getCertificatePin()) || pins.contains(pair.getSpkiPin());
  }
}
