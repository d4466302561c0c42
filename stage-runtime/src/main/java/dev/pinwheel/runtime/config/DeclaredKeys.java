package dev.pinwheel.runtime.config;

import dev.pinwheel.schemas.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys that a process understands, and which of them a name means. */
record DeclaredKeys(List<ConfigKey<?>> keys) {

  /** Names that operators choose in place of a {@code *}: a dash must stand between two others. */
  private static final Pattern CHOSEN = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  Optional<ConfigKey<?>> find(String name) {
    return keys.stream()
        .filter(key -> key.name().equals(name) || chosenName(key, name).isPresent())
        .findFirst();
  }

  /** What stands in place of the {@code *} of a key. */
  static Optional<String> chosenName(ConfigKey<?> key, String name) {
    int star = key.name().indexOf('*');
    if (star < 0) {
      return Optional.empty();
    }
    String before = key.name().substring(0, star);
    String after = key.name().substring(star + 1);
    if (name.length() <= before.length() + after.length()
        || !name.startsWith(before)
        || !name.endsWith(after)) {
      return Optional.empty();
    }
    return Optional.of(name.substring(before.length(), name.length() - after.length()))
        .filter(chosen -> CHOSEN.matcher(chosen).matches());
  }

  /** Every chosen name among the given settings, over all keys that begin like this one. */
  Set<String> chosenNames(ConfigKey<?> wildcard, Set<String> names) {
    String group = group(wildcard);
    return keys.stream()
        .filter(key -> isWildcard(key) && group(key).equals(group))
        .flatMap(key -> names.stream().flatMap(name -> chosenName(key, name).stream()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static boolean isWildcard(ConfigKey<?> key) {
    return key.name().indexOf('*') >= 0;
  }

  private static String group(ConfigKey<?> key) {
    return key.name().substring(0, key.name().indexOf('*'));
  }

  Optional<String> nearest(String unknown) {
    return NearestName.of(unknown, keys.stream().map(key -> filledIn(key, unknown)).toList());
  }

  /** A wildcard key with the star replaced by what the unknown name has at its place. */
  private static String filledIn(ConfigKey<?> key, String unknown) {
    if (!isWildcard(key)) {
      return key.name();
    }
    List<String> declared = Arrays.asList(key.name().split("\\.", -1));
    List<String> given = Arrays.asList(unknown.split("\\.", -1));
    int star = declared.indexOf("*");
    int after = declared.size() - star - 1;
    if (star < 0 || given.size() < declared.size()) {
      return key.name();
    }
    String chosen = String.join("-", given.subList(star, given.size() - after));
    return key.name().replace("*", chosen);
  }
}
