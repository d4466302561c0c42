package dev.pinwheel.runtime.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A Java properties file in UTF-8 that remembers the line of each setting, so that a fault can be
 * found.
 *
 * @param entries settings in the order of the file
 * @param faults settings that are there twice, one line each
 */
public record SettingsFile(List<Setting> entries, List<String> faults) {

  public SettingsFile {
    entries = List.copyOf(entries);
    faults = List.copyOf(faults);
  }

  /**
   * A setting as it was written.
   *
   * @param source where, in words
   */
  record Setting(String name, String text, String source) {}

  /** Settings that come from no file. */
  public static SettingsFile of(Map<String, String> settings) {
    return new SettingsFile(
        settings.entrySet().stream()
            .map(entry -> new Setting(entry.getKey(), entry.getValue(), "setting"))
            .toList(),
        List.of());
  }

  /** Reads a file. */
  public static SettingsFile read(Path path) throws IOException {
    return parse(path.getFileName().toString(), Files.readAllLines(path));
  }

  static SettingsFile parse(String fileName, List<String> lines) {
    Map<String, Setting> entries = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    StringBuilder logical = new StringBuilder();
    int first = 1;
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (logical.isEmpty()) {
        first = number;
      }
      logical.append(line).append('\n');
      if (continues(line, logical) && number < lines.size()) {
        continue;
      }
      String source = fileName + " line " + first;
      load(logical.toString())
          .forEach(
              (name, text) -> {
                Setting earlier = entries.putIfAbsent(name, new Setting(name, text, source));
                if (earlier != null) {
                  faults.add(name + " (" + source + "): already set in " + earlier.source());
                }
              });
      logical.setLength(0);
    }
    return new SettingsFile(List.copyOf(entries.values()), faults);
  }

  /** An odd number of backslashes at the end of a line that is no comment joins the next to it. */
  private static boolean continues(String line, CharSequence logical) {
    String start = logical.toString().stripLeading();
    if (start.startsWith("#") || start.startsWith("!")) {
      return false;
    }
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }

  private static Map<String, String> load(String logicalLine) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(logicalLine));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name).strip()));
    return settings;
  }
}
