package dev.pinwheel.stack;

import dev.pinwheel.embedded.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The local stack's working folder: secrets, trust anchors and settings files, for its owner only.
 */
final class StackFiles implements AutoCloseable {

  private final TemporaryFolder folder;

  StackFiles() {
    folder = TemporaryFolder.create("pinwheel-stack-");
  }

  Path folder() {
    return folder.path();
  }

  /** Writes a file that only its owner can read. */
  Path write(String name, String content) {
    Path file = folder.path().resolve(name);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Writes a secret and returns the reference that settings take. */
  String secret(String name, String value) {
    return "file:" + write(name + ".secret", value);
  }

  @Override
  public void close() {
    folder.close();
  }
}
