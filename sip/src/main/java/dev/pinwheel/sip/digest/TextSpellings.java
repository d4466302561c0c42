package dev.pinwheel.sip.digest;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a password, a user name or a realm between the place where it is kept and the
 * hash: files end in a line break, forms keep a blank, configuration eats backslashes, pages and
 * word processors change quotes.
 */
final class TextSpellings {

  private static final List<List<String>> ENDS =
      List.of(
          List.of("a line break", "\n"),
          List.of("a line break (CR LF)", "\r\n"),
          List.of("a blank", " "),
          List.of("a tab", "\t"));
  private static final List<List<String>> QUOTES =
      List.of(
          List.of("double quotes", "\"", "\""),
          List.of("single quotes", "'", "'"),
          List.of("typographic quotes", "\u201c", "\u201d"),
          List.of("typographic quotes", "\u201e", "\u201c"),
          List.of("typographic single quotes", "\u2018", "\u2019"),
          List.of("HTML quotes", "&quot;", "&quot;"));

  private TextSpellings() {}

  /** Other spellings of a text by what differs; {@code name} is such as "the password". */
  static Map<String, String> of(String name, String text) {
    Map<String, String> found = new LinkedHashMap<>();
    ENDS.forEach(end -> found.put(end.getFirst() + " after " + name, text + end.getLast()));
    found.put("a blank before " + name, " " + text);
    found.put(name + " without blanks or line ends at its end", text.stripTrailing());
    found.put(name + " without blanks or line ends around it", text.strip());
    found.put(name + " without its backslashes", text.replace("\\", ""));
    found.put(name + " with its backslashes doubled", text.replace("\\", "\\\\"));
    found.put(name + " with two backslashes made one", text.replace("\\\\", "\\"));
    found.put(name + " with a backslash before its quotes", text.replace("\"", "\\\""));
    quotes(name, text, found);
    found.put(name + " with HTML entities", html(text));
    found.put(name + " with its HTML entities resolved", Quotes.withoutEntities(text));
    found.put(name + " percent-encoded", percentEncoded(text));
    percentDecoded(name, text, found);
    found.put(
        name + " with composed letters (NFC)", Normalizer.normalize(text, Normalizer.Form.NFC));
    found.put(
        name + " with decomposed letters (NFD)", Normalizer.normalize(text, Normalizer.Form.NFD));
    found.values().removeIf(text::equals);
    return found;
  }

  private static void quotes(String name, String text, Map<String, String> found) {
    for (List<String> pair : QUOTES) {
      String around = pair.get(1) + text + pair.get(2);
      found.put("%s in %s (%s)".formatted(name, pair.get(0), around.charAt(0)), around);
      if (text.length() > pair.get(1).length()
          && text.startsWith(pair.get(1))
          && text.endsWith(pair.get(2))) {
        found.put(
            "%s without the %s around it".formatted(name, pair.get(0)),
            text.substring(pair.get(1).length(), text.length() - pair.get(2).length()));
      }
    }
    found.put(name + " with plain quotes for typographic ones", Quotes.plain(text));
    found.put(
        name + " with typographic quotes for plain ones",
        text.replace('"', '\u201d').replace('\'', '\u2019'));
    found.put(
        name + " with opening typographic quotes for plain ones",
        text.replace('"', '\u201c').replace('\'', '\u2018'));
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void percentDecoded(String name, String text, Map<String, String> found) {
    if (text.matches("(?s).*%\\p{XDigit}{2}.*")) {
      try {
        found.put(
            name + " percent-decoded",
            URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        found.remove(name + " percent-decoded"); // another % in it begins no octet
      }
    }
  }
}
