package dev.pinwheel.chain.finding;

/**
 * Text out of certificates is chosen by whoever made them: before it is shown, logged or published,
 * control and formatting characters are replaced, and it is cut to a length that an operator reads.
 */
public final class PrintableText {

  static final int MOST_CHARACTERS = 512;

  private PrintableText() {}

  public static String of(String text) {
    if (text.length() <= MOST_CHARACTERS && text.chars().allMatch(PrintableText::isPlain)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(Math.min(text.length(), MOST_CHARACTERS));
    text.codePoints()
        .limit(MOST_CHARACTERS)
        .forEach(character -> printable.appendCodePoint(isPrintable(character) ? character : '?'));
    if (text.codePointCount(0, text.length()) > MOST_CHARACTERS) {
      printable.append("… (cut)");
    }
    return printable.toString();
  }

  /** ASCII without control characters. */
  private static boolean isPlain(int character) {
    return character >= ' ' && character <= '~';
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
