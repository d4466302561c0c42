package dev.pinwheel.chain.finding;

/**
 * What was found and what is required, as an operator reads them: never the same text, although
 * characters that are not printed, or that are cut off, may be all that differs.
 */
public record ToldApart(String found, String required) {

  /** Both as they are where they read differently; else with what differs spelled out. */
  public static ToldApart of(String found, String required) {
    if (!PrintableText.of(found).equals(PrintableText.of(required))) {
      return new ToldApart(found, required);
    }
    int same = 0;
    while (same < Math.min(found.length(), required.length())
        && found.charAt(same) == required.charAt(same)) {
      same++;
    }
    return new ToldApart(spelled(found, same) + " as it is encoded", spelled(required, same));
  }

  /** The text as it reads, and its characters from the first difference on. */
  private static String spelled(String text, int from) {
    StringBuilder spelled =
        new StringBuilder(text.substring(0, Math.min(text.length(), 200)))
            .append(" (from character %d: ".formatted(from + 1));
    text.substring(from)
        .codePoints()
        .limit(16)
        .forEach(character -> spelled.append("U+%04X ".formatted(character)));
    return spelled.toString().strip() + ")";
  }
}
