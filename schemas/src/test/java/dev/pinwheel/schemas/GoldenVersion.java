package dev.pinwheel.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * One checked-in version of one event.
 *
 * @param name such as {@code ApiApplied.v1-required}
 * @param hex a record in Avro binary, as hex
 * @param json the same record in Avro's JSON encoding
 */
public record GoldenVersion(String name, Schema schema, String hex, String json) {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  /** Every version of every event. */
  public static List<GoldenVersion> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".avsc"))
          .map(file -> read(file.substring(0, file.length() - ".avsc".length())))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static GoldenVersion read(String name) {
    try {
      return new GoldenVersion(
          name,
          new Schema.Parser().parse(Files.readString(FOLDER.resolve(name + ".avsc"))),
          Files.readString(FOLDER.resolve(name + ".hex")).strip(),
          Files.readString(FOLDER.resolve(name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record's bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return name;
  }
}
