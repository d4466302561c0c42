package dev.pinwheel.chain.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One input that was made to do harm, as files of a folder: whoever made it is another process than
 * the one that judges it, so that what the making costs is not measured.
 *
 * @param name fit to be a folder's name
 * @param kind which reader it is for
 * @param files content by name; the names are the kind's
 */
record HostileCase(String name, Kind kind, Map<String, byte[]> files) {

  /** What an input is read as. */
  enum Kind {
    /**
     * A request: {@code bundle}, {@code anchors}, and where there are {@code store}, {@code host},
     * {@code policies} (an explicit policy is asked for), {@code crls}, {@code answers}, {@code
     * logs}, {@code key}, {@code profile}.
     */
    CHAIN,
    /** A chain beyond a request's limits: {@code leaf}, {@code bundle}, {@code anchors}. */
    PATH,
    CRL,
    OCSP,
    LOG_LIST,
    POLICY,
    KEY
  }

  /**
   * When everything is judged. The tests' CA lives then; its own constant would bring the CA, and
   * the making of its keys, into the process that is measured.
   */
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** The name of the only file of a kind that has one. */
  static final String INPUT = "input";

  private static final String KIND = "kind";

  HostileCase {
    files = Map.copyOf(files);
  }

  static HostileCase of(String name, Kind kind, byte[] input) {
    return new HostileCase(name, kind, Map.of(INPUT, input));
  }

  static HostileCase of(String name, Kind kind, String input) {
    return of(name, kind, input.getBytes(StandardCharsets.UTF_8));
  }

  /** A request to which nothing is added. */
  static HostileCase chain(String name, String bundle, String anchors) {
    return new HostileCase(
        name, Kind.CHAIN, Map.of("bundle", utf8(bundle), "anchors", utf8(anchors)));
  }

  HostileCase with(String file, String content) {
    return with(file, utf8(content));
  }

  HostileCase with(String file, byte[] content) {
    Map<String, byte[]> more = new LinkedHashMap<>(files);
    more.put(file, content);
    return new HostileCase(name, kind, more);
  }

  Optional<byte[]> bytes(String file) {
    return Optional.ofNullable(files.get(file));
  }

  Optional<String> text(String file) {
    return bytes(file).map(content -> new String(content, StandardCharsets.UTF_8));
  }

  void write(Path folder) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    Files.writeString(own.resolve(KIND), kind.name());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(own.resolve(file.getKey()), file.getValue());
    }
  }

  static HostileCase read(Path own) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(own)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    Kind kind = Kind.valueOf(new String(files.remove(KIND), StandardCharsets.UTF_8));
    return new HostileCase(own.getFileName().toString(), kind, files);
  }

  /** The folders of all cases, in the order of their names. */
  static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted(Comparator.naturalOrder()).toList();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
