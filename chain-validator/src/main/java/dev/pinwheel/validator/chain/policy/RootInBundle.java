package dev.pinwheel.validator.chain.policy;

/** Whether the requester's bundle holds the root. Where it does, the root is sent on. */
public enum RootInBundle {
  REQUIRED,
  ALLOWED,
  FORBIDDEN
}
