package dev.pinwheel.schemas;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody most likely meant. */
public final class NearestName {

  private NearestName() {}

  /**
   * The known name with the least edit distance, if few enough edits lead to it that it is a likely
   * slip: two, or a third of the longer name.
   */
  public static Optional<String> of(String unknown, Collection<String> known) {
    return known.stream()
        // as many edits are needed at least, and a name may be as long as its sender likes
        .filter(name -> Math.abs(unknown.length() - name.length()) <= mostEdits(unknown, name))
        .min(
            Comparator.<String>comparingInt(name -> distance(unknown, name))
                .thenComparing(Comparator.naturalOrder()))
        .filter(name -> distance(unknown, name) <= mostEdits(unknown, name));
  }

  private static int mostEdits(String one, String other) {
    return Math.max(2, Math.max(one.length(), other.length()) / 3);
  }

  /** Levenshtein's distance, two rows at a time. */
  static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int substitution =
            previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] =
            Math.min(substitution, Math.min(previous[column], current[column - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
