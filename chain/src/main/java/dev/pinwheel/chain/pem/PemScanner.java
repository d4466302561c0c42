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

  private PemScanner() {}

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
      while (end < text.length() && end - label <= LONGEST_LABEL && isOfLabel(text.charAt(end))) {
        end++;
      }
      int length = end - label;
      return length >= 1 && length <= LONGEST_LABEL && text.startsWith(DASHES, end)
          ? Optional.of(
              new Boundary(begins, text.substring(label, end), start, end + DASHES.length()))
          : Optional.empty();
    }

    private static boolean isOfLabel(char character) {
      return (character >= 'A' && character <= 'Z')
          || (character >= 'a' && character <= 'z')
          || (character >= '0' && character <= '9')
          || character == '#'
          || character == '/'
          || character == ' ';
    }
  }

  public static List<PemBlock> scan(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    int number = 0;
    Optional<Boundary> open = Optional.empty();
    for (Optional<Boundary> next = Boundary.next(text, 0);
        next.isPresent();
        next = Boundary.next(text, next.get().end())) {
      Boundary boundary = next.get();
      if (boundary.begins()) {
        if (open.isPresent()) {
          blocks.add(new PemBlock.Broken(number, "has no END line before the next BEGIN"));
        }
        number++;
        open = next;
      } else if (open.isEmpty()) {
        number++;
        blocks.add(new PemBlock.Broken(number, "has an END line without its BEGIN"));
      } else {
        Boundary begin = open.get();
        blocks.add(
            begin.label().equals(boundary.label())
                ? new PemBlock.Complete(
                    number, begin.label(), text.substring(begin.end(), boundary.start()))
                : new PemBlock.Broken(number, "begins and ends with different labels"));
        open = Optional.empty();
      }
    }
    if (open.isPresent()) {
      blocks.add(new PemBlock.Broken(number, "has no END line"));
    }
    return blocks;
  }
}
