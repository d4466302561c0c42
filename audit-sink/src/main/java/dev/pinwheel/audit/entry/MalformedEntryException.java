package dev.pinwheel.audit.entry;

/** A line of an exported log is no entry. */
public final class MalformedEntryException extends Exception {

  private final String field;

  public MalformedEntryException(String field, String message, Throwable cause) {
    super(field.isEmpty() ? message : field + ": " + message, cause);
    this.field = field;
  }

  /** The field that is wrong; empty where the line is no JSON object at all. */
  public String field() {
    return field;
  }
}
