package dev.pinwheel.chain.policy;

/** Whether the requester's bundle holds the root. Where it does, the root is sent on. */
public enum RootInBundle {
  REQUIRED("required"),
  /** Required unless the root is one that the policy lists as widely trusted. */
  REQUIRED_IF_PRIVATE("requiredIfPrivate"),
  ALLOWED("allowed"),
  FORBIDDEN("forbidden");

  private final String text;

  RootInBundle(String text) {
    this.text = text;
  }

  /** As policy templates spell it. */
  public String text() {
    return text;
  }
}
