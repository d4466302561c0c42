package dev.pinwheel.chain.policy;

import dev.pinwheel.schemas.TargetKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The policies of an installation: a whole template for every kind of target, and overrides.
 *
 * <p>Order of precedence, the last word last: the shipped template of the kind, replaced as a whole
 * by an operator's for the kind; overrides by region; by target; by target and region together. A
 * key that an override has takes the place of the key below it, lists included.
 */
public final class PolicySet {

  private final Map<TargetKind, PolicyFile> whole = new EnumMap<>(TargetKind.class);
  private final List<PolicyFile> overrides = new ArrayList<>();

  private PolicySet() {}

  /** The shipped templates alone. */
  public static PolicySet shipped() {
    PolicySet set = new PolicySet();
    ShippedPolicies.files().forEach(file -> set.whole.put(file.targetKind(), file));
    return set;
  }

  /**
   * The shipped templates with an operator's files.
   *
   * @throws IllegalArgumentException where two files have the last word on one target
   */
  public static PolicySet of(List<PolicyFile> files) {
    PolicySet set = shipped();
    for (int index = 0; index < files.size(); index++) {
      PolicyFile file = files.get(index);
      for (PolicyFile other : files.subList(0, index)) {
        if (file.targetKind() == other.targetKind()
            && file.selector().contradicts(other.selector())) {
          throw new IllegalArgumentException(
              "%s and %s are both for %s%s, and neither is more exact"
                  .formatted(
                      other.source().file(),
                      file.source().file(),
                      file.targetKind(),
                      file.selector().isAll() ? "" : " and have a target in common"));
        }
      }
      if (file.selector().isAll()) {
        set.whole.put(file.targetKind(), file);
      } else {
        set.overrides.add(file);
      }
    }
    set.overrides.sort(Comparator.comparingInt(file -> file.selector().precedence()));
    return set;
  }

  /**
   * What holds for a target.
   *
   * @param kind any but UNKNOWN
   * @throws IllegalArgumentException for UNKNOWN, which nobody has a template for
   */
  public PolicyTemplate forTarget(TargetKind kind, String region, String target) {
    if (!whole.containsKey(kind)) {
      throw new IllegalArgumentException("there is no policy template for " + kind);
    }
    PolicyTemplate template = PolicyTemplate.of(whole.get(kind));
    for (PolicyFile override : overrides) {
      if (override.targetKind() == kind && override.selector().selects(region, target)) {
        template = template.overlaidBy(override);
      }
    }
    return template;
  }
}
