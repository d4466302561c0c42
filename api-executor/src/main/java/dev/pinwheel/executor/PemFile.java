package dev.pinwheel.executor;

import dev.pinwheel.chain.pem.NotPemException;
import dev.pinwheel.chain.pem.PemText;
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
      return PemText.of(Files.readAllBytes(Path.of(path.trim())), path.trim());
    } catch (NotPemException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("cannot read the file " + path, e);
    }
  }
}
