package dev.pinwheel.requests.intake;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of the backup pins of one request. */
final class PinList {

  /** The platform holds at most three active pins: primary, fallback, backup. */
  static final int MOST = 3;

  private static final int SHA_256_BYTES = 32;

  private PinList() {}

  /**
   * Adds what is wrong with the backup pins.
   *
   * @param others pins that the request itself leads to: the new leaf's, and the replaced leaf's
   */
  static void check(ObjectFields fields, String name, List<String> pins, int others) {
    Set<String> seen = new HashSet<>();
    for (int index = 0; index < pins.size(); index++) {
      String pin = pins.get(index);
      if (!isPin(pin)) {
        fields.faultAt(
            name, index, FaultCode.INVALID_PIN, "expected base64 of 32 bytes, with its padding");
      } else if (!seen.add(pin)) {
        fields.faultAt(name, index, FaultCode.DUPLICATE_PIN, "this pin is in the list already");
      }
    }
    if (pins.size() + others > MOST) {
      fields.fault(
          name,
          FaultCode.PIN_COUNT_EXCEEDED,
          "at most " + MOST + " pins in all: the new leaf's, the replaced leaf's and backup pins");
    }
  }

  private static boolean isPin(String text) {
    try {
      byte[] hash = Base64.getDecoder().decode(text);
      return hash.length == SHA_256_BYTES && Base64.getEncoder().encodeToString(hash).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
