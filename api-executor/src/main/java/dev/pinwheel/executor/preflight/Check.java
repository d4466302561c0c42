package dev.pinwheel.executor.preflight;

/**
 * One thing that was looked at.
 *
 * @param subject what it is about: an organisation and region, or a target
 * @param name what was looked at
 * @param status how it is
 * @param detail what was found, for a person
 */
public record Check(String subject, String name, Status status, String detail) {

  /** How it is. What cannot be looked at is never called good. */
  public enum Status {
    GOOD,
    FAILED,
    UNKNOWN
  }

  static Check good(String subject, String name, String detail) {
    return new Check(subject, name, Status.GOOD, detail);
  }

  static Check failed(String subject, String name, String detail) {
    return new Check(subject, name, Status.FAILED, detail);
  }

  static Check unknown(String subject, String name, String detail) {
    return new Check(subject, name, Status.UNKNOWN, detail);
  }
}
