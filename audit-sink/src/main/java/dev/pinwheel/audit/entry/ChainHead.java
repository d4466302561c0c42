package dev.pinwheel.audit.entry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The end of a chain: who knows it can tell later whether everything up to it is still there and
 * the same.
 *
 * @param seq of the last entry; 0 for an empty log
 * @param hash of the last entry; {@link Sha256#ZERO} for an empty log
 */
public record ChainHead(long seq, Sha256 hash) {

  /** The head of a log without entries. */
  public static final ChainHead EMPTY = new ChainHead(0, Sha256.ZERO);

  private static final Pattern FORM = Pattern.compile("(\\d{1,18}):([0-9a-fA-F]{64})");

  /**
   * Reads the text {@code SEQ:HASH}, the hash in hexadecimal.
   *
   * @throws IllegalArgumentException that says what is expected
   */
  public static ChainHead parse(String text) {
    Matcher form = FORM.matcher(text.trim());
    if (!form.matches()) {
      throw new IllegalArgumentException("expected SEQ:HASH with 64 hexadecimal digits");
    }
    return new ChainHead(Long.parseLong(form.group(1)), Sha256.parse(form.group(2)));
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return seq + ":" + hash.hex();
  }
}
