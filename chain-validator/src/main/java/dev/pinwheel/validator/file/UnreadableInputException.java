package dev.pinwheel.validator.file;

import java.util.List;

/** Something beside the chain cannot be read, so that there is no verdict. */
public final class UnreadableInputException extends Exception {

  private final String input;
  private final List<String> faults;

  public UnreadableInputException(String input, List<String> faults, Throwable cause) {
    super(input + ": " + String.join("; ", faults), cause);
    this.input = input;
    this.faults = List.copyOf(faults);
  }

  /** Which input: {@code anchors}, {@code intermediates}, {@code host}. */
  public String input() {
    return input;
  }

  public List<String> faults() {
    return faults;
  }
}
