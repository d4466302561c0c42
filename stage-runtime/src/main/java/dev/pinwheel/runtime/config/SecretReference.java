package dev.pinwheel.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the secret that {@code env:NAME} or {@code file:/path} refers to. */
final class SecretReference {

  private SecretReference() {}

  static Secret resolve(String reference) {
    if (reference.startsWith("env:")) {
      String value = System.getenv(reference.substring(4));
      if (value == null || value.isEmpty()) {
        throw new IllegalArgumentException(
            "the environment has no variable " + reference.substring(4));
      }
      return new Secret(value);
    }
    if (reference.startsWith("file:")) {
      try {
        return new Secret(Files.readString(Path.of(reference.substring(5))).strip());
      } catch (IOException | InvalidPathException e) {
        throw new IllegalArgumentException("cannot read the file " + reference.substring(5), e);
      }
    }
    throw new IllegalArgumentException("expected env:NAME or file:/path, never the secret itself");
  }
}
