package dev.pinwheel.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Folders of the build that hold unpacked services, so that they are unpacked once. */
final class BuiltFolders {

  private static final Properties FOLDERS = read();

  private BuiltFolders() {}

  static String registry() {
    return FOLDERS.getProperty("registry.home");
  }

  static String brokers() {
    return FOLDERS.getProperty("brokers");
  }

  static String postgres() {
    return FOLDERS.getProperty("postgres.binaries");
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in = BuiltFolders.class.getResourceAsStream("/embedded-services.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
