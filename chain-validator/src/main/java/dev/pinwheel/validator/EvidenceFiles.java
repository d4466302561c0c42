package dev.pinwheel.validator;

import dev.pinwheel.chain.revocation.EvidenceReader;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.MalformedEvidenceException;
import dev.pinwheel.chain.revocation.RevocationList;
import dev.pinwheel.chain.transparency.InvalidLogListException;
import dev.pinwheel.chain.transparency.LogList;
import dev.pinwheel.chain.transparency.LogListReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Loads CRLs and lists of transparency logs that an operator configured. */
final class EvidenceFiles {

  private EvidenceFiles() {}

  /**
   * CRLs of a file, or of every {@code .crl} and {@code .pem} file of a folder; a folder may have
   * none.
   *
   * @throws IllegalArgumentException that names the file and what is wrong with it
   */
  static EvidenceSet lists(Path path) {
    List<RevocationList> lists = new ArrayList<>();
    for (Path file : files(path)) {
      try {
        if (Files.size(file) > EvidenceReader.MOST_BYTES) {
          throw new IllegalArgumentException(file + " is too large");
        }
        lists.addAll(EvidenceReader.lists(Files.readAllBytes(file)));
      } catch (IOException | MalformedEvidenceException e) {
        throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
      }
    }
    return new EvidenceSet(lists, List.of());
  }

  /**
   * A list of transparency logs.
   *
   * @throws IllegalArgumentException that names the file and what is wrong with it
   */
  static LogList logs(Path file) {
    try {
      if (Files.size(file) > LogListReader.MOST_CHARACTERS) {
        throw new IllegalArgumentException(file + " is too large");
      }
      return LogListReader.read(Files.readString(file));
    } catch (IOException | InvalidLogListException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> files(Path path) {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".crl") || file.toString().endsWith(".pem"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalArgumentException("there is no file or folder " + path, e);
    }
  }
}
