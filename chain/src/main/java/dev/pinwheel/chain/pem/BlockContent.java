package dev.pinwheel.chain.pem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** The bytes that a block's base64 stands for (RFC 7468 section 3). */
final class BlockContent {

  private BlockContent() {}

  /** Most bodies have no white space but line ends, and these are found fast. */
  static byte[] of(String body) {
    try {
      return Base64.getDecoder().decode(withoutLineEnds(body));
    } catch (IllegalArgumentException e) {
      return Base64.getDecoder().decode(withoutWhiteSpace(body));
    }
  }

  private static byte[] withoutLineEnds(String body) {
    byte[] characters = body.getBytes(StandardCharsets.ISO_8859_1);
    if (characters.length != body.length()) {
      return characters; // two characters became one, which is no base64 anyway
    }
    int kept = 0;
    for (int start = 0; start < characters.length; ) {
      int feed = body.indexOf('\n', start);
      int end = feed < 0 ? characters.length : feed;
      int line = end > start && characters[end - 1] == '\r' ? end - 1 - start : end - start;
      System.arraycopy(characters, start, characters, kept, line);
      kept += line;
      start = end + 1;
    }
    return Arrays.copyOf(characters, kept);
  }

  /** White space as the regular expression {@code \\s} has it. */
  private static byte[] withoutWhiteSpace(String body) {
    // what is not Latin-1 becomes a question mark, which is no more base64 than it was
    byte[] characters = body.getBytes(StandardCharsets.ISO_8859_1);
    int kept = 0;
    for (byte character : characters) {
      boolean space = character == ' ' || (character >= '\t' && character <= '\r');
      if (!space) {
        characters[kept++] = character;
      }
    }
    return Arrays.copyOf(characters, kept);
  }
}
