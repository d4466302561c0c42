package dev.pinwheel.chain.pem;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the blocks of a PEM text (RFC 7468 section 3), whatever stands between them and however
 * lines end. Its work is linear in the text.
 */
public final class PemScanner {

  private static final Pattern BOUNDARY =
      Pattern.compile("-----(BEGIN|END) ([A-Za-z0-9#/ ]{1,64})-----");

  private PemScanner() {}

  public static List<PemBlock> scan(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    Matcher boundary = BOUNDARY.matcher(text);
    int number = 0;
    String open = null;
    int bodyStart = 0;
    while (boundary.find()) {
      boolean begins = boundary.group(1).equals("BEGIN");
      String label = boundary.group(2);
      if (begins) {
        if (open != null) {
          blocks.add(new PemBlock.Broken(number, "has no END line before the next BEGIN"));
        }
        number++;
        open = label;
        bodyStart = boundary.end();
      } else if (open == null) {
        number++;
        blocks.add(new PemBlock.Broken(number, "has an END line without its BEGIN"));
      } else {
        blocks.add(
            open.equals(label)
                ? new PemBlock.Complete(number, label, text.substring(bodyStart, boundary.start()))
                : new PemBlock.Broken(number, "begins and ends with different labels"));
        open = null;
      }
    }
    if (open != null) {
      blocks.add(new PemBlock.Broken(number, "has no END line"));
    }
    return blocks;
  }
}
