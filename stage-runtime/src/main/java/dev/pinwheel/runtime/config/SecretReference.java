package dev.pinwheel.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the secret that {@code env:NAME} or {@code file:/path} refers to. Its last line end, which
 * editors add, is no part of it; everything else is, blanks at its end among it.
 */
public final class SecretReference {

  private static final String VARIABLE = "env:";
  private static final String FILE = "file:";
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SecretReference() {}

  static boolean isReference(String text) {
    return text.startsWith(VARIABLE) || text.startsWith(FILE);
  }

  /** The variable that a text refers to; empty where it refers to none. */
  static Optional<String> variable(String text) {
    return Optional.of(text)
        .filter(reference -> reference.startsWith(VARIABLE))
        .map(reference -> reference.substring(VARIABLE.length()));
  }

  /**
   * Looks the secret up. Messages never hold the text itself: somebody may have written the secret
   * in its place.
   *
   * @param environment where {@code env:NAME} is looked up
   * @throws IllegalArgumentException where the text is no reference, or leads to nothing
   */
  public static Secret resolve(String reference, Map<String, String> environment) {
    Optional<String> variable = variable(reference);
    if (variable.isPresent()) {
      return fromEnvironment(variable.get(), environment);
    }
    if (reference.startsWith(FILE)) {
      return fromFile(reference.substring(FILE.length()));
    }
    throw new IllegalArgumentException("expected env:NAME or file:/path, never the secret itself");
  }

  private static Secret fromEnvironment(String variable, Map<String, String> environment) {
    if (!VARIABLE_NAME.matcher(variable).matches()) {
      throw new IllegalArgumentException("expected the name of a variable after env:");
    }
    String value = environment.getOrDefault(variable, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException("the environment has no variable " + variable);
    }
    return new Secret(withoutLastLineEnd(value));
  }

  private static Secret fromFile(String path) {
    try {
      String value = Files.readString(Path.of(path));
      if (value.isBlank()) {
        throw new IllegalArgumentException("the file " + path + " is empty");
      }
      return new Secret(withoutLastLineEnd(value));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("cannot read the file " + path, e);
    }
  }

  private static String withoutLastLineEnd(String value) {
    int end = value.length();
    if (value.endsWith("\n")) {
      end -= value.endsWith("\r\n") ? 2 : 1;
    }
    return value.substring(0, end);
  }
}
