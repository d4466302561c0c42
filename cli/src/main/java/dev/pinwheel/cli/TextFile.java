package dev.pinwheel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that were named on the command line. */
final class TextFile {

  private TextFile() {}

  /** The whole file, text or not. */
  static byte[] bytes(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new WrongUsageException("there is no file " + file);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The whole file; {@code -} reads standard input. */
  static String read(Path file) {
    try {
      if (file.toString().equals("-")) {
        return new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      }
      if (!Files.exists(file)) {
        throw new WrongUsageException("there is no file " + file);
      }
      if (Files.isDirectory(file)) {
        throw new WrongUsageException(file + " is a folder; a file is expected");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new WrongUsageException(
          file
              + " is not text. A DER certificate becomes PEM with: openssl x509 -inform der -in "
              + file,
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
