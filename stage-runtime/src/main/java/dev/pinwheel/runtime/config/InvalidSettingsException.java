package dev.pinwheel.runtime.config;

import java.util.List;

/** Settings that no process may start with; carries every fault, one line each. */
public final class InvalidSettingsException extends Exception {

  private final List<String> faults;

  public InvalidSettingsException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  public InvalidSettingsException(List<String> faults, Throwable cause) {
    super(String.join("\n", faults), cause);
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
