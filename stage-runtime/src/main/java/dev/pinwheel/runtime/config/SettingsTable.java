package dev.pinwheel.runtime.config;

import java.util.List;

/** The configuration page of a process. */
final class SettingsTable {

  private SettingsTable() {}

  static String markdown(List<ConfigKey<?>> keys) {
    StringBuilder table =
        new StringBuilder(
            """
            | key | environment variable | default | meaning |
            |---|---|---|---|
            """);
    keys.forEach(key -> table.append(row(key)));
    table.append(
        "| `kafka.*` | `PINWHEEL_KAFKA_…` | Kafka's | settings of Kafka clients and serializers,"
            + " such as `kafka.bootstrap.servers`; secrets among them as `env:NAME` or `file:/path`"
            + " |\n");
    return table.toString();
  }

  private static String row(ConfigKey<?> key) {
    String value =
        key.defaultText()
            .map(text -> text.isEmpty() ? "none" : "`" + text + "`")
            .orElse("**required**");
    return "| `%s` | `%s` | %s | %s |\n"
        .formatted(key.name(), VariableNames.variable(key.name()), cell(value), cell(key.doc()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
