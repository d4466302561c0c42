package dev.pinwheel.executor.rotation;

/**
 * Something that was looked at besides the pins.
 *
 * @param name what was looked at; a closed set in each protocol
 * @param passed true where it was found right, false where it could not be looked at
 * @param detail what was found, or why it was not looked at; no secrets
 */
public record TargetCheck(String name, boolean passed, String detail) {

  public static TargetCheck passed(String name, String detail) {
    return new TargetCheck(name, true, detail);
  }

  /** Nobody looked: this is never to be read as a success. */
  public static TargetCheck notChecked(String name, String why) {
    return new TargetCheck(name, false, why);
  }
}
