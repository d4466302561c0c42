package dev.pinwheel.chain.pem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the boundary line of a private key in any spelling (RFC 7468 sections 10 and 11, PKCS #1,
 * SEC 1, OpenSSH, PGP, SSH2), whether or not the rest of the block can be read: a block whose
 * beginning was cut off has an end that gives it away, and of a boundary some dashes may be lost. A
 * line of text that mentions one is none.
 */
final class PrivateKeyBoundary {

  private static final Pattern WORDS =
      Pattern.compile(
          "(-{2,10} ?)?((BEGIN|END) ([A-Z0-9]{1,20} ){0,4})?PRIVATE KEY( BLOCK)?( ?-{2,10})?",
          Pattern.CASE_INSENSITIVE);

  /** Line ends, as they are and as JSON and shells write them, and then what no word is. */
  private static final Pattern KEY_MATERIAL =
      Pattern.compile("(\\s|\\\\[nrt]|[\"'>])*[A-Za-z0-9+/]{24}");

  /** With a blank between it may be a word of a sentence, and has to be longer. */
  private static final Pattern MATERIAL_AT_END =
      Pattern.compile("([A-Za-z0-9+/=]{8}(\\s|\\\\[nrt]|[\"'])*|[A-Za-z0-9+/=])$");

  private static final int LOOKED_AT = 120;

  private static final int DASHES_BEFORE = 1;
  private static final int WORD = 3;
  private static final int DASHES_BEHIND = 6;

  private PrivateKeyBoundary() {}

  static boolean isIn(String text) {
    // the plain search spares most texts the slow one
    if (!hasWords(text)) {
      return false;
    }
    Matcher words = WORDS.matcher(text);
    while (words.find()) {
      if (isBoundary(text, words)) {
        return true;
      }
    }
    return false;
  }

  /** Looks at the spaces, of which base64 has none. */
  private static boolean hasWords(String text) {
    for (int space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', space + 1)) {
      if (text.regionMatches(true, space - "PRIVATE".length(), "PRIVATE KEY", 0, 11)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBoundary(String text, Matcher words) {
    if (words.group(DASHES_BEFORE) == null && words.group(DASHES_BEHIND) == null) {
      return false;
    }
    String before = text.substring(Math.max(0, words.start() - LOOKED_AT), words.start());
    String behind = text.substring(words.end(), Math.min(text.length(), words.end() + LOOKED_AT));
    if (KEY_MATERIAL.matcher(behind).lookingAt() || MATERIAL_AT_END.matcher(before).find()) {
      return true;
    }
    // without any of the key, as where it was cut off, a whole boundary is one on a line of its own
    return words.group(WORD) != null
        && before.substring(before.lastIndexOf('\n') + 1).chars().noneMatch(Character::isLetter)
        && behind.lines().findFirst().orElse("").chars().noneMatch(Character::isLetter);
  }
}
