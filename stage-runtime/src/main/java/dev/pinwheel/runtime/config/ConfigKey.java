package dev.pinwheel.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting a process understands: name, meaning, default and how to read it. A name may hold one
 * {@code *} for a name that the operator chooses, as in {@code endpoints.*.url}.
 *
 * @param name lower-case words joined by dots, such as {@code platform.base.url}; its environment
 *     variable is {@code PINWHEEL_PLATFORM_BASE_URL}
 * @param doc what it means, with its unit; becomes the configuration page
 * @param defaultText the default, as an operator would write it; empty where the key is required
 * @param parser reads the text
 * @param secret whether the text may be named in a message; a secret's never is
 */
public record ConfigKey<T>(
    String name, String doc, Optional<String> defaultText, Parser<T> parser, boolean secret) {

  /** Reads the text of a setting. */
  @FunctionalInterface
  public interface Parser<T> {

    /**
     * Reads the text.
     *
     * @param environment where {@code env:NAME} is looked up
     * @throws IllegalArgumentException with what is expected
     */
    T parse(String text, Map<String, String> environment);
  }

  /** A key that is no secret and whose parser needs nothing but the text. */
  public ConfigKey(
      String name, String doc, Optional<String> defaultText, Function<String, T> parser) {
    this(name, doc, defaultText, (text, environment) -> parser.apply(text), false);
  }

  public static ConfigKey<String> text(String name, String doc) {
    return new ConfigKey<>(name, doc, Optional.empty(), text -> text);
  }

  public static ConfigKey<Integer> integer(String name, String doc, int least, int most) {
    return new ConfigKey<>(
        name, doc, Optional.empty(), text -> Math.toIntExact(WholeNumber.parse(text, least, most)));
  }

  /** A count of bytes, with an optional unit {@code k}, {@code m} or {@code g} (powers of 1024). */
  public static ConfigKey<Long> bytes(String name, String doc) {
    return new ConfigKey<>(name, doc, Optional.empty(), WholeNumber::parseBytes);
  }

  public static ConfigKey<Boolean> flag(String name, String doc) {
    return new ConfigKey<>(
        name,
        doc,
        Optional.empty(),
        text ->
            switch (text.trim()) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("expected true or false");
            });
  }

  /** A duration such as {@code 250ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 7d}. */
  public static ConfigKey<Duration> duration(String name, String doc) {
    return new ConfigKey<>(name, doc, Optional.empty(), DurationText::parse);
  }

  public static ConfigKey<URI> httpUrl(String name, String doc) {
    return new ConfigKey<>(
        name,
        doc,
        Optional.empty(),
        text -> {
          String expected = "expected an http:// or https:// URL with a host";
          try {
            URI uri = new URI(text.trim());
            if (uri.getHost() != null
                && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
              return uri;
            }
          } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected, e);
          }
          throw new IllegalArgumentException(expected);
        });
  }

  public static ConfigKey<Path> path(String name, String doc) {
    return new ConfigKey<>(name, doc, Optional.empty(), text -> Path.of(text.trim()));
  }

  /** Comma-separated. */
  public static ConfigKey<List<String>> list(String name, String doc) {
    return new ConfigKey<>(
        name,
        doc,
        Optional.empty(),
        text -> text.isBlank() ? List.of() : List.of(text.trim().split("\\s*,\\s*")));
  }

  /** A reference, {@code env:NAME} or {@code file:/path}; a plain value is refused. */
  public static ConfigKey<Secret> secret(String name, String doc) {
    return new ConfigKey<>(name, doc, Optional.empty(), SecretReference::resolve, true);
  }

  public ConfigKey<T> withDefault(String text) {
    return new ConfigKey<>(name, doc, Optional.of(text), parser, secret);
  }

  /** The same key, which may be left out or blank; then its value is empty. */
  public ConfigKey<Optional<T>> optional() {
    return new ConfigKey<>(
        name,
        doc,
        Optional.of(""),
        (text, environment) ->
            text.isBlank() ? Optional.empty() : Optional.of(parser.parse(text, environment)),
        secret);
  }
}
