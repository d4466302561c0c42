package dev.pinwheel.chain.policy;

import java.util.Collections;
import java.util.Set;

/**
 * Which targets of its kind a policy file is for.
 *
 * @param regions empty for every region
 * @param targets ids; empty for every target
 */
public record TargetSelector(Set<String> regions, Set<String> targets) {

  /** Every target of the kind: a whole template. */
  public static final TargetSelector ALL = new TargetSelector(Set.of(), Set.of());

  public TargetSelector {
    regions = Set.copyOf(regions);
    targets = Set.copyOf(targets);
  }

  public boolean selects(String region, String target) {
    return (regions.isEmpty() || regions.contains(region))
        && (targets.isEmpty() || targets.contains(target));
  }

  public boolean isAll() {
    return equals(ALL);
  }

  /** What is more exact has the last word: 0 kind, 1 region, 2 target, 3 target in a region. */
  int precedence() {
    return (regions.isEmpty() ? 0 : 1) + (targets.isEmpty() ? 0 : 2);
  }

  /** Whether a target is selected by both, and neither has the last word. */
  boolean contradicts(TargetSelector other) {
    return precedence() == other.precedence()
        && overlap(regions, other.regions)
        && overlap(targets, other.targets);
  }

  private static boolean overlap(Set<String> one, Set<String> other) {
    return one.isEmpty() || !Collections.disjoint(one, other);
  }
}
