package dev.pinwheel.validator.chain.policy;

import java.util.List;

/** A policy template that cannot be used; carries every fault, one line each. */
public final class InvalidPolicyException extends Exception {

  private final List<String> faults;

  public InvalidPolicyException(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
