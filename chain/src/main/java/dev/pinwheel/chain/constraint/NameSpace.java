package dev.pinwheel.chain.constraint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * Where the names of a path may lie, as its CAs narrow it down (RFC 5280 section 6.1.1 (h) and (i):
 * permitted_subtrees and excluded_subtrees). The intersection of what several CAs permit is kept as
 * the list of what each permits: a name must lie in one subtree of each.
 */
public final class NameSpace {

  private static final GeneralSubtree[] NONE = {};

  private final boolean periodAllowed;
  private final Map<Integer, List<List<GeneralName>>> permitted = new HashMap<>();
  private final Map<Integer, List<GeneralName>> excluded = new HashMap<>();
  private final BooleanSupplier mayCompare;

  /**
   * A space without limits.
   *
   * @param periodAllowed whether DNS constraints may begin with a period
   * @param mayCompare asked before each comparison; false where there were too many
   */
  public NameSpace(boolean periodAllowed, BooleanSupplier mayCompare) {
    this.periodAllowed = periodAllowed;
    this.mayCompare = mayCompare;
  }

  /** What became of a name. */
  public enum Standing {
    ALLOWED,
    /** No subtree of some CA that constrains names of this form has it. */
    NOT_PERMITTED,
    /** A subtree that a CA excludes has it, or some of what it stands for. */
    EXCLUDED,
    /** It cannot be compared with the constraints on its form. */
    NOT_COMPARABLE,
    /** There were too many comparisons before this one was at its end. */
    NOT_COMPARED
  }

  /**
   * Narrows the space (section 6.1.4 (g)).
   *
   * @return the bases that are malformed; none of them counts, and the path must be refused
   */
  public List<GeneralName> narrow(NameConstraints constraints) {
    List<GeneralName> malformed = new ArrayList<>();
    Map<Integer, List<GeneralName>> more = new HashMap<>();
    for (GeneralSubtree subtree : subtrees(constraints.getPermittedSubtrees())) {
      take(subtree, more, malformed);
    }
    more.forEach(
        (tag, bases) -> permitted.computeIfAbsent(tag, one -> new ArrayList<>()).add(bases));
    for (GeneralSubtree subtree : subtrees(constraints.getExcludedSubtrees())) {
      take(subtree, excluded, malformed);
    }
    return malformed;
  }

  /**
   * Where a name stands (section 6.1.3 (b) and (c)). A mailbox beyond ASCII is held against the
   * constraints on mailboxes, too (RFC 9598 section 6).
   */
  public Standing standing(GeneralName name) {
    Standing standing = standing(name, name.getTagNo());
    return standing == Standing.ALLOWED && Utf8Mailbox.isOne(name)
        ? standing(name, GeneralName.rfc822Name)
        : standing;
  }

  private Standing standing(GeneralName name, int tag) {
    NameForm form = NameForm.of(tag, periodAllowed);
    for (GeneralName base : excluded.getOrDefault(tag, List.of())) {
      if (!mayCompare.getAsBoolean()) {
        return Standing.NOT_COMPARED;
      }
      switch (form.match(name, base)) {
        case INSIDE, PARTLY -> {
          return Standing.EXCLUDED;
        }
        case NOT_COMPARABLE -> {
          return Standing.NOT_COMPARABLE;
        }
        case OUTSIDE -> {}
      }
    }
    for (List<GeneralName> ofOneCa : permitted.getOrDefault(tag, List.of())) {
      Standing standing = standingUnder(ofOneCa, form, name);
      if (standing != Standing.ALLOWED) {
        return standing;
      }
    }
    return Standing.ALLOWED;
  }

  private Standing standingUnder(List<GeneralName> bases, NameForm form, GeneralName name) {
    Standing standing = Standing.NOT_PERMITTED;
    for (GeneralName base : bases) {
      if (!mayCompare.getAsBoolean()) {
        return Standing.NOT_COMPARED;
      }
      switch (form.match(name, base)) {
        case INSIDE -> {
          return Standing.ALLOWED;
        }
        // a name that is no name of its form is in no other subtree either
        case NOT_COMPARABLE -> standing = Standing.NOT_COMPARABLE;
        case OUTSIDE, PARTLY -> {}
      }
    }
    return standing;
  }

  private void take(
      GeneralSubtree subtree, Map<Integer, List<GeneralName>> into, List<GeneralName> malformed) {
    GeneralName base = subtree.getBase();
    // section 4.2.1.10: minimum is zero, and maximum is absent
    boolean wholeSubtree =
        BigInteger.ZERO.equals(subtree.getMinimum()) && subtree.getMaximum() == null;
    if (!wholeSubtree || !NameForm.of(base.getTagNo(), periodAllowed).isValidBase(base)) {
      malformed.add(base);
      return;
    }
    into.computeIfAbsent(base.getTagNo(), one -> new ArrayList<>()).add(base);
  }

  private static GeneralSubtree[] subtrees(GeneralSubtree[] present) {
    return present == null ? NONE : present;
  }
}
