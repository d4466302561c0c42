package dev.pinwheel.validator;

import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.chain.key.PrivateKeyReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the private key that {@code file:/path} or {@code env:NAME} refers to. Of the key nothing
 * but its public half leaves, and messages never hold the reference where it is not one: somebody
 * may have put the key in its place.
 */
public final class KeyReferences {

  /** A service reads no other variable on the word of a request. */
  static final String VARIABLE_PREFIX = "PINWHEEL_KEY_";

  /** An RSA-8192 key has about 6 KiB. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Map<String, String> environment;
  private final Predicate<String> variables;
  private final Optional<Path> folder;
  private final boolean anyFile;

  private KeyReferences(
      Map<String, String> environment,
      Predicate<String> variables,
      Optional<Path> folder,
      boolean anyFile) {
    this.environment = environment;
    this.variables = variables;
    this.folder = folder;
    this.anyFile = anyFile;
  }

  /** For a person's own command: whatever the person can read. */
  public static KeyReferences unlimited(Map<String, String> environment) {
    return new KeyReferences(environment, name -> true, Optional.empty(), true);
  }

  /**
   * For a service, which acts on the word of others: what a requester may name must not be
   * everything that the service can read.
   *
   * @param folder the files below it may be named; empty for none
   */
  static KeyReferences limited(Optional<Path> folder, Map<String, String> environment) {
    return new KeyReferences(environment, name -> name.startsWith(VARIABLE_PREFIX), folder, false);
  }

  /** Reads the public half of what a reference names. */
  public KeyReading read(String reference) {
    if (reference.startsWith("env:")) {
      return fromEnvironment(reference.substring("env:".length()));
    }
    if (reference.startsWith("file:")) {
      return fromFile(reference.substring("file:".length()));
    }
    return new KeyReading.Unreadable(
        "a key is referred to as file:/path or env:NAME, and never written itself");
  }

  private KeyReading fromEnvironment(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || !variables.test(name)) {
      return new KeyReading.Unreadable(
          "the variable may not be read; its name must begin with " + VARIABLE_PREFIX);
    }
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      return new KeyReading.Unreadable("the environment has no variable " + name);
    }
    return read(value.getBytes(StandardCharsets.UTF_8), "encrypted.key");
  }

  private KeyReading fromFile(String text) {
    try {
      Path file = Path.of(text);
      if (!anyFile && !isBelowFolder(file)) {
        return new KeyReading.Unreadable(
            folder.isPresent()
                ? "the file may not be read; keys must lie below the setting keys.folder"
                : "no file may be read as a key: the setting keys.folder is empty");
      }
      if (Files.size(file) > MOST_BYTES) {
        return new KeyReading.Unreadable("the file %s is larger than 64 KiB".formatted(file));
      }
      return read(Files.readAllBytes(file), text);
    } catch (IOException | InvalidPathException e) {
      return new KeyReading.Unreadable("the file %s cannot be read".formatted(text));
    }
  }

  /** Of the real path: neither dots nor links lead out of the folder. */
  private boolean isBelowFolder(Path file) throws IOException {
    return folder.isPresent()
        && file.isAbsolute()
        && file.normalize().startsWith(folder.get().toAbsolutePath().normalize())
        && file.toRealPath().startsWith(folder.get().toRealPath());
  }

  private static KeyReading read(byte[] pem, String name) {
    try {
      return PrivateKeyReader.read(pem, name);
    } finally {
      Arrays.fill(pem, (byte) 0);
    }
  }
}
