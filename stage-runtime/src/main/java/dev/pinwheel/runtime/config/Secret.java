package dev.pinwheel.runtime.config;

/** A secret that configuration referred to. It prints as {@code ***}. */
public final class Secret {

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The secret itself: for the one call that needs it, never for a log, a metric or an error. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
