package dev.pinwheel.chain.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy file that cannot be used; carries every fault, in the order of the lines. */
public final class InvalidPolicyException extends Exception {

  private final String file;
  private final List<PolicyFault> faults;

  public InvalidPolicyException(String file, List<PolicyFault> faults) {
    super(faults.stream().map(fault -> fault.in(file)).collect(Collectors.joining("\n")));
    this.file = file;
    this.faults = List.copyOf(faults);
  }

  public String file() {
    return file;
  }

  public List<PolicyFault> faults() {
    return faults;
  }
}
