package dev.pinwheel.sip.digest;

import java.util.Map;

/** Quotes that a word processor or a page makes of plain ones. */
final class Quotes {

  /** Characters that stand where {@code "} should. */
  static final String TYPOGRAPHIC = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02";

  /** Their HTML entities, as a regular expression. */
  static final String ENTITIES =
      "&(?:quot|ldquo|rdquo|bdquo|#34|#x22|#8220|#8221|#8222|#x201[cdeCDE]);";

  private static final Map<String, String> RESOLVED =
      Map.of("&apos;", "'", "&#39;", "'", "&#x27;", "'", "&lt;", "<", "&gt;", ">", "&nbsp;", " ");

  private Quotes() {}

  /** With ASCII quotes in place of typographic ones. */
  static String plain(String text) {
    return text.replaceAll("[" + TYPOGRAPHIC + "]", "\"")
        .replaceAll("[\u2018\u2019\u201a\u201b]", "'");
  }

  /** With the characters that the entities of HTML stand for; the ampersand's comes last. */
  static String withoutEntities(String text) {
    String resolved = text.replaceAll(ENTITIES, "\"");
    for (Map.Entry<String, String> entity : RESOLVED.entrySet()) {
      resolved = resolved.replace(entity.getKey(), entity.getValue());
    }
    return resolved.replace("&amp;", "&");
  }
}
