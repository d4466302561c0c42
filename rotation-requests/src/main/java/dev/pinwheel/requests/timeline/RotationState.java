package dev.pinwheel.requests.timeline;

/** How far a rotation is; a later one is further. The last four are final. */
public enum RotationState {
  /** Asked for. */
  REQUESTED,
  /** The chain satisfies the policy. */
  VALIDATED,
  /** The chain was refused. */
  REFUSED,
  /** The platform was not changed, for good. */
  FAILED,
  /** The platform held the pins before anything was written. */
  ALREADY_APPLIED,
  /** The platform holds the pins because of this rotation. */
  APPLIED;

  /** True where nothing but the webhook can follow. */
  public boolean isFinal() {
    return switch (this) {
      case REQUESTED, VALIDATED -> false;
      case REFUSED, FAILED, ALREADY_APPLIED, APPLIED -> true;
    };
  }
}
