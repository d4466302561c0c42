package dev.pinwheel.sip.digest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a {@code Digest} header (RFC 3261 section 25.1, {@code digest-cln} and {@code
 * dig-resp}), and which of them were quoted.
 */
final class DigestParameters {

  private static final Pattern SCHEME = Pattern.compile("(?i)\\s*Digest\\s+");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)\\s*=\\s*"
              + "(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]*))\\s*(?:,|$)",
          Pattern.DOTALL);

  private final Map<String, String> values;
  private final Set<String> quoted;

  private DigestParameters(Map<String, String> values, Set<String> quoted) {
    this.values = values;
    this.quoted = quoted;
  }

  /**
   * Reads a header's value.
   *
   * @throws MalformedDigestException saying at which character it is no list of parameters, or
   *     which parameter is there twice
   */
  static DigestParameters parse(String header) throws MalformedDigestException {
    String text = header.strip();
    Matcher scheme = SCHEME.matcher(text);
    if (!scheme.lookingAt()) {
      throw new MalformedDigestException("expected \"Digest\" and parameters");
    }
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> quoted = new LinkedHashSet<>();
    Matcher parameter = PARAMETER.matcher(text);
    int at = scheme.end();
    while (at < text.length()) {
      if (!parameter.find(at) || parameter.start() != at) {
        throw new MalformedDigestException("no name=value begins at character " + (at + 1));
      }
      String name = parameter.group(1).toLowerCase(Locale.ROOT);
      boolean isQuoted = parameter.group(2) != null;
      String value = isQuoted ? unescaped(parameter.group(2)) : parameter.group(3);
      if (values.put(name, value) != null) {
        throw new MalformedDigestException(name + " is there twice");
      }
      if (isQuoted) {
        quoted.add(name);
      }
      at = parameter.end();
    }
    return new DigestParameters(values, quoted);
  }

  /** A parameter's value without its quotes. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String required(String name) throws MalformedDigestException {
    return get(name).orElseThrow(() -> new MalformedDigestException(name + " is missing"));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  boolean isQuoted(String name) {
    return quoted.contains(name);
  }

  /** {@code quoted-pair} of RFC 3261 section 25.1. */
  private static String unescaped(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }
}
