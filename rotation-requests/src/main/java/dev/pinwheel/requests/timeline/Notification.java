package dev.pinwheel.requests.timeline;

/** Whether the PKI manager was told of a rotation's end. */
public enum Notification {
  /** Not yet: the rotation has not ended, or the delivery is still tried. */
  PENDING,
  /** Given up; the payload waits for a replay. */
  DEAD_LETTERED,
  /** Told, at once or by a replay. */
  DELIVERED
}
