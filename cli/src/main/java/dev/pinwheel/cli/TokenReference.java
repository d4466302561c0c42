package dev.pinwheel.cli;

import java.nio.file.Path;

/** Finds the secret that {@code env:NAME} or {@code file:PATH} refers to. */
final class TokenReference {

  private TokenReference() {}

  /**
   * Looks it up.
   *
   * @param option that named it, for messages
   */
  static String resolve(String option, String reference) {
    if (reference.startsWith("env:")) {
      String name = reference.substring(4);
      String value = System.getenv(name);
      if (value == null || value.isBlank()) {
        throw new WrongUsageException(
            "the environment has no " + name + ": set it, or name another place with " + option);
      }
      return value.strip();
    }
    if (reference.startsWith("file:")) {
      return TextFile.read(Path.of(reference.substring(5))).strip();
    }
    throw new WrongUsageException(option + " takes env:NAME or file:PATH, never the secret itself");
  }
}
