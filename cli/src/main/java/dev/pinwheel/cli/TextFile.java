package dev.pinwheel.cli;

import dev.pinwheel.chain.pem.NotPemException;
import dev.pinwheel.chain.pem.PemText;
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
      if (!Files.exists(file)) {
        throw new WrongUsageException("there is no file " + file);
      }
      if (Files.isDirectory(file)) {
        throw new WrongUsageException(file + " is a folder; a file is expected");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * A file of PEM, around whose blocks any bytes may stand; {@code -} reads standard input.
   *
   * @throws WrongUsageException for what is no such text, with what to do about it
   */
  static String pem(Path file) {
    try {
      boolean standardInput = file.toString().equals("-");
      byte[] content = standardInput ? System.in.readAllBytes() : bytes(file);
      return PemText.of(content, standardInput ? "chain" : file.toString());
    } catch (NotPemException e) {
      throw new WrongUsageException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read standard input", e);
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
      throw new WrongUsageException(file + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
