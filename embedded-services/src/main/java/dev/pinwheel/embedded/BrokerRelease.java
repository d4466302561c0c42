package dev.pinwheel.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/** A release of Kafka whose broker can run as a child process. */
public sealed interface BrokerRelease {

  /** Its version, such as {@code 4.3.1}. */
  String version();

  /** The one that this build has on its own class path. */
  static BrokerRelease ofThisBuild() {
    return new OfThisBuild();
  }

  /**
   * The releases whose jars the build fetched (the module {@code embedded-services/brokers}), by
   * name; empty where none was.
   */
  static List<BrokerRelease> fetched() {
    Path folder = Path.of(BuiltFolders.brokers());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(folder)) {
      return versions.filter(Files::isDirectory).sorted().<BrokerRelease>map(Fetched::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  /** On the class path of this process. */
  record OfThisBuild() implements BrokerRelease {
    @Override
    public String version() {
      return AppInfoParser.getVersion();
    }
  }

  /**
   * On a class path of its own.
   *
   * @param jars folder that holds its jars and no others, named after its version
   */
  record Fetched(Path jars) implements BrokerRelease {
    @Override
    public String version() {
      return jars.getFileName().toString();
    }

    /** Its jars, and the class that starts it. */
    String classPath() {
      try (Stream<Path> files = Files.list(jars)) {
        return Stream.concat(
                Stream.of(ownClasses()),
                files.filter(file -> file.toString().endsWith(".jar")).sorted())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + jars, e);
      }
    }

    private static Path ownClasses() {
      try {
        return Path.of(
            ReleasedBroker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      } catch (URISyntaxException e) {
        throw new IllegalStateException("a class path entry that is no place of files", e);
      }
    }
  }
}
