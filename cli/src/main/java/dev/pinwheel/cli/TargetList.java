package dev.pinwheel.cli;

import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Targets as an operator writes them: {@code KIND/REGION/ID}, and after it {@code edge=ID} and
 * {@code organization=NAME} where they are needed; in a file one a line, with {@code #} for
 * comments.
 */
final class TargetList {

  private TargetList() {}

  static List<Target> lines(String text) {
    List<Target> targets = new ArrayList<>();
    text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .forEach(line -> targets.add(parse(line)));
    return targets;
  }

  static Target parse(String line) {
    List<String> words = Arrays.asList(line.strip().split("\\s+", -1));
    List<String> parts = Arrays.asList(words.getFirst().split("/", 3));
    if (parts.size() != 3 || parts.contains("")) {
      throw new WrongUsageException("expected KIND/REGION/ID, not " + line);
    }
    Target.Builder target =
        Target.newBuilder().setKind(kind(parts.get(0))).setRegion(parts.get(1)).setId(parts.get(2));
    for (String word : words.subList(1, words.size())) {
      if (word.startsWith("edge=")) {
        target.setEdgeId(word.substring("edge=".length()));
      } else if (word.startsWith("organization=")) {
        target.setOrganizationId(word.substring("organization=".length()));
      } else {
        throw new WrongUsageException("expected edge=ID or organization=NAME, not " + word);
      }
    }
    return target.build();
  }

  private static TargetKind kind(String text) {
    for (TargetKind kind : TargetKind.values()) {
      if (kind != TargetKind.UNKNOWN && kind.name().equals(text)) {
        return kind;
      }
    }
    List<TargetKind> kinds = new ArrayList<>(Arrays.asList(TargetKind.values()));
    kinds.remove(TargetKind.UNKNOWN);
    throw new WrongUsageException(text + " is none of " + kinds);
  }
}
