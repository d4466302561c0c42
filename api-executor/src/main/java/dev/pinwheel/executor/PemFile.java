package dev.pinwheel.executor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A PEM file that a setting names. */
final class PemFile {

  private PemFile() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException where it cannot be read
   */
  static String read(String path) {
    try {
      return Files.readString(Path.of(path.trim()));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("cannot read the file " + path, e);
    }
  }
}
