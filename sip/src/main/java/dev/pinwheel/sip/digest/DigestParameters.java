package dev.pinwheel.sip.digest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a {@code Digest} header (RFC 3261 section 25.1, {@code digest-cln} and {@code
 * dig-resp}), and which of them were quoted. What pasting does to a header is undone and noted:
 * quotes of a word processor, of HTML or of a log with escapes, line breaks inside a value.
 */
final class DigestParameters {

  private static final Pattern SCHEME = Pattern.compile("(?i)\\s*Digest\\s+");
  private static final String ODD_QUOTE =
      "(?:[" + Quotes.TYPOGRAPHIC + "]|" + Quotes.ENTITIES + "|\\\\\")";
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*(?<name>[A-Za-z0-9!#$%&'*+.^_`|~-]+)\\s*=\\s*"
              + "(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\""
              + "|"
              + ODD_QUOTE
              + "(?<odd>.*?)(?:\"|"
              + ODD_QUOTE
              + ")(?=\\s*(?:,|$))"
              + "|(?<bare>[^\\s,\""
              + Quotes.TYPOGRAPHIC
              + "]*))\\s*(?:,|$)",
          Pattern.DOTALL);
  private static final Pattern LINE_BREAK = Pattern.compile("\\s*[\\r\\n]\\s*");

  /** Their blanks are theirs; the others have none. */
  private static final Set<String> WITH_BLANKS = Set.of("realm", "username");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> raw = new LinkedHashMap<>();
  private final Set<String> quoted = new LinkedHashSet<>();
  private final Set<String> oddlyQuoted = new LinkedHashSet<>();
  private final Set<String> wrapped = new LinkedHashSet<>();

  private DigestParameters() {}

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
    DigestParameters parameters = new DigestParameters();
    Matcher parameter = PARAMETER.matcher(text);
    int at = scheme.end();
    while (at < text.length()) {
      if (!parameter.find(at) || parameter.start() != at) {
        throw new MalformedDigestException("no name=value begins at character " + (at + 1));
      }
      parameters.add(parameter);
      at = parameter.end();
    }
    return parameters;
  }

  private void add(Matcher parameter) throws MalformedDigestException {
    String name = parameter.group("name").toLowerCase(Locale.ROOT);
    String value = parameter.group("bare");
    if (value == null) {
      quoted.add(name);
      if (parameter.group("odd") == null) {
        value = parameter.group("quoted");
      } else {
        value = Quotes.withoutEntities(parameter.group("odd"));
        oddlyQuoted.add(name);
      }
      if (LINE_BREAK.matcher(value).find()) {
        value = LINE_BREAK.matcher(value).replaceAll(WITH_BLANKS.contains(name) ? " " : "");
        wrapped.add(name);
      }
    }
    if (raw.put(name, value) != null) {
      throw new MalformedDigestException(name + " is there twice");
    }
    values.put(name, quoted.contains(name) ? unescaped(value) : value);
  }

  /** A parameter's value without its quotes. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The same with the backslashes of its quoted pairs. */
  Optional<String> raw(String name) {
    return Optional.ofNullable(raw.get(name));
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

  /** What was undone. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!oddlyQuoted.isEmpty()) {
      notes.add(
          "typographic, HTML or escaped quotes are read as plain ones (%s): where they were on the wire, registrars refuse the header"
              .formatted(String.join(", ", oddlyQuoted)));
    }
    if (!wrapped.isEmpty()) {
      notes.add(
          "a line break inside a pasted value is left out (%s)"
              .formatted(String.join(", ", wrapped)));
    }
    return notes;
  }

  /** {@code quoted-pair} of RFC 3261 section 25.1. */
  private static String unescaped(String text) {
    return Pattern.compile("\\\\(.)", Pattern.DOTALL).matcher(text).replaceAll("$1");
  }
}
