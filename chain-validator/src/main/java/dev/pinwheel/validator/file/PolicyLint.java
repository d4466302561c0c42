package dev.pinwheel.validator.file;

import dev.pinwheel.chain.policy.InvalidPolicyException;
import dev.pinwheel.chain.policy.PolicyFault;
import dev.pinwheel.chain.policy.PolicyFile;
import dev.pinwheel.chain.policy.PolicyReader;
import dev.pinwheel.chain.policy.PolicySet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with policy files, all of it at once.
 *
 * @param good whether they can be used together
 * @param conflict why files that are good alone cannot be used together; null where they can
 */
public record PolicyLint(boolean good, List<Checked> files, String conflict) {

  public PolicyLint {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param policy null where there are faults
   * @param faults why it cannot be used
   * @param warnings what can be used, and is probably not what its author wants
   */
  public record Checked(
      String file, PolicyReport policy, List<PolicyFault> faults, List<PolicyFault> warnings) {

    public Checked {
      faults = List.copyOf(faults);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads files as the validator would.
   *
   * @param files bytes by name
   * @param now when exceptions that expire are looked at
   */
  public static PolicyLint of(Map<String, byte[]> files, Instant now) {
    List<Checked> checked = new ArrayList<>();
    List<PolicyFile> read = new ArrayList<>();
    files.forEach(
        (name, bytes) -> {
          try {
            PolicyFile file = PolicyReader.read(name, bytes);
            read.add(file);
            checked.add(new Checked(name, PolicyReport.of(file), List.of(), file.warnings(now)));
          } catch (InvalidPolicyException e) {
            checked.add(new Checked(name, null, e.faults(), List.of()));
          }
        });
    String conflict = conflict(read);
    boolean good = conflict == null && read.size() == checked.size();
    return new PolicyLint(good, checked, conflict);
  }

  private static String conflict(List<PolicyFile> files) {
    try {
      PolicySet.of(files);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
