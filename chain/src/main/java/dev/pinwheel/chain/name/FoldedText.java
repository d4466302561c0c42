package dev.pinwheel.chain.name;

import com.ibm.icu.text.Normalizer2;
import java.util.Locale;

/**
 * Text prepared for a comparison that ignores case (RFC 4518 section 2, to which RFC 5280 section
 * 7.1 refers): characters that mean nothing are left out, case and compatibility forms are folded,
 * and blanks count once between words and not at all around them.
 */
final class FoldedText {

  private FoldedText() {}

  static String of(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~')
        ? withoutExtraBlanks(lower(text))
        : withoutExtraBlanks(Unicode.FOLDING.normalize(mapped(text)));
  }

  /** Loaded where a name needs it: most do not, and the tables are large. */
  private static final class Unicode {
    /** With NFKC; it leaves out what is ignorable by default, such as soft hyphens and joiners. */
    private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();
  }

  private static String lower(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (ascii.charAt(i) >= 'A' && ascii.charAt(i) <= 'Z') {
        return ascii.toLowerCase(Locale.ROOT);
      }
    }
    return ascii;
  }

  /** RFC 4518 section 2.2: separators become blanks, control characters nothing. */
  private static String mapped(String text) {
    StringBuilder mapped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              if (isBlank(character)) {
                mapped.append(' ');
              } else if (Character.getType(character) != Character.CONTROL) {
                mapped.appendCodePoint(character);
              }
            });
    return mapped.toString();
  }

  private static boolean isBlank(int character) {
    return switch (Character.getType(character)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (character >= '\t' && character <= '\r') || character == 0x85;
    };
  }

  private static String withoutExtraBlanks(String text) {
    if (!text.contains("  ") && !text.startsWith(" ") && !text.endsWith(" ")) {
      return text;
    }
    return text.strip().replaceAll(" +", " ");
  }
}
