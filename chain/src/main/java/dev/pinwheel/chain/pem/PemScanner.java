package dev.pinwheel.chain.pem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the blocks of a PEM text (RFC 7468 section 3), whatever stands between them and however
 * lines end. Its work is linear in the text.
 */
public final class PemScanner {

  private static final String DASHES = "-----";
  private static final String BEGIN = "BEGIN ";
  private static final String END = "END ";
  private static final int LONGEST_LABEL = 64;
  private static final int LONGEST_WORD = 23;

  private final String text;
  private int at;
  private int number;
  private Optional<Boundary> open = Optional.empty();

  /** A scanner at the beginning of a text. */
  public PemScanner(String text) {
    this.text = text;
  }

  /**
   * A boundary line.
   *
   * @param start where its first dash is
   * @param end behind its last one
   */
  private record Boundary(boolean begins, String label, int start, int end) {

    /** The first from a position on. */
    static Optional<Boundary> next(String text, int from) {
      for (int at = text.indexOf(DASHES, from); at >= 0; at = text.indexOf(DASHES, at + 1)) {
        Optional<Boundary> boundary = at(text, at);
        if (boundary.isPresent()) {
          return boundary;
        }
      }
      return Optional.empty();
    }

    private static Optional<Boundary> at(String text, int start) {
      int word = start + DASHES.length();
      boolean begins = text.startsWith(BEGIN, word);
      if (!begins && !text.startsWith(END, word)) {
        return Optional.empty();
      }
      int label = word + (begins ? BEGIN : END).length();
      int end = label;
      while (end < text.length() && end - label <= LONGEST_LABEL && isOfLabel(text, end)) {
        end++;
      }
      int length = end - label;
      boolean boundary =
          length >= 1
              && length <= LONGEST_LABEL
              && text.startsWith(DASHES, end)
              && !(begins && isProse(text, end + DASHES.length()));
      return boundary
          ? Optional.of(
              new Boundary(begins, text.substring(label, end), start, end + DASHES.length()))
          : Optional.empty();
    }

    /**
     * Whether a word follows on the line: a text mentions a boundary there, and base64 is longer.
     */
    private static boolean isProse(String text, int behind) {
      int word = behind;
      while (word < text.length() && isBlank(text.charAt(word))) {
        word++;
      }
      int end = word;
      while (end < text.length() && end - word < LONGEST_WORD && isOfWord(text.charAt(end))) {
        end++;
      }
      return word > behind
          && end > word
          && (end == text.length() || Character.isWhitespace(text.charAt(end)));
    }

    private static boolean isBlank(char character) {
      return character == ' ' || character == '\t';
    }

    private static boolean isOfWord(char character) {
      return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    }

    /** Printable ASCII, and single hyphens between (RFC 7468 section 3). */
    private static boolean isOfLabel(String text, int at) {
      char character = text.charAt(at);
      return character >= ' '
          && character <= '~'
          && (character != '-' || !text.startsWith("--", at));
    }
  }

  /** Every block of a text. */
  public static List<PemBlock> scan(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    PemScanner scanner = new PemScanner(text);
    for (Optional<PemBlock> block = scanner.next(); block.isPresent(); block = scanner.next()) {
      blocks.add(block.get());
    }
    return blocks;
  }

  /** The next block; empty at the end. */
  public Optional<PemBlock> next() {
    for (Optional<Boundary> boundary = Boundary.next(text, at);
        boundary.isPresent();
        boundary = Boundary.next(text, at)) {
      at = boundary.get().end();
      Optional<PemBlock> block =
          boundary.get().begins() ? begin(boundary.get()) : Optional.of(end(boundary.get()));
      if (block.isPresent()) {
        return block;
      }
    }
    Optional<PemBlock> last = open.map(begin -> broken("has no END line"));
    open = Optional.empty();
    return last;
  }

  private Optional<PemBlock> begin(Boundary begin) {
    Optional<PemBlock> unended =
        open.map(before -> broken("has no END line before the next BEGIN"));
    number++;
    open = Optional.of(begin);
    return unended;
  }

  private PemBlock end(Boundary end) {
    if (open.isEmpty()) {
      number++;
      return broken("has an END line without its BEGIN");
    }
    Boundary begin = open.get();
    open = Optional.empty();
    return begin.label().equals(end.label())
        ? new PemBlock.Complete(number, begin.label(), text.substring(begin.end(), end.start()))
        : broken("begins and ends with different labels");
  }

  private PemBlock broken(String reason) {
    return new PemBlock.Broken(number, reason);
  }
}
