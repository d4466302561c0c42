package dev.pinwheel.schemas.serde;

/** Which versions of a subject a new schema must get on with. */
public enum Compatibility {
  NONE,
  BACKWARD,
  BACKWARD_TRANSITIVE,
  FORWARD,
  FORWARD_TRANSITIVE,
  FULL,
  /** Every version can read what every other wrote: the rule of every subject of ours. */
  FULL_TRANSITIVE
}
