package dev.pinwheel.audit.entry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The closed set of the status column. */
public enum Status {
  REQUESTED("RotationRequested"),
  VALIDATED("ChainValidated"),
  /** The platform was changed, or held the pins already; the code column says which. */
  ROTATED("ApiApplied"),
  FAILED("RotationFailed"),
  DELIVERED("WebhookDelivered"),
  DEAD_LETTERED("WebhookDeadLettered"),
  OBSERVED("PinObserved"),
  /** An event of a type that this version does not know; the payload holds all of it. */
  OTHER(""),
  /** A record of the quarantine topic. */
  QUARANTINED(""),
  /** A record that the audit sink itself could not decode. */
  UNDECODABLE("");

  private final String eventType;

  Status(String eventType) {
    this.eventType = eventType;
  }

  /** The status that an event of this type stands for. */
  static Status ofEventType(String eventType) {
    return Arrays.stream(values())
        .filter(status -> !status.eventType.isEmpty() && status.eventType.equals(eventType))
        .findFirst()
        .orElse(OTHER);
  }

  /**
   * Reads the text of the column.
   *
   * @throws IllegalArgumentException where it is none of the set
   */
  public static Status parse(String text) {
    Optional<Status> found =
        Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
    return found.orElseThrow(() -> new IllegalArgumentException(text + " is no status"));
  }

  /** The text of the column, such as {@code dead-lettered}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
