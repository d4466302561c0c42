package dev.pinwheel.chain.pem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemScannerTest {

  /** What a boundary is, in one line. */
  private static final String LABEL = "(?:[ -,.-~]|-(?!-)){1,64}+";

  /** Not where a word follows on the line: there a text mentions the boundary. */
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "-----(?!BEGIN %1$s-----[ \\t]+[A-Za-z]{1,23}(?:\\s|$))(BEGIN|END) (%1$s)-----"
              .formatted(LABEL));

  private static final List<String> PIECES =
      List.of("-----", "-", "BEGIN ", "END ", "BEGIN", "A", "A".repeat(63), " ", "#/", "é", "\n");

  @ParameterizedTest
  @ValueSource(ints = {1, 64})
  void aLabelHasUpTo64Characters(int length) {
    String label = "L".repeat(length);

    assertThat(PemScanner.scan("-----BEGIN %s-----x-----END %s-----".formatted(label, label)))
        .containsExactly(new PemBlock.Complete(1, label, "x"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65, 100_000})
  void withFewerOrMoreItIsNoBoundary(int length) {
    assertThat(PemScanner.scan("-----BEGIN %s-----".formatted("L".repeat(length)))).isEmpty();
  }

  @Test
  void moreDashesThanFiveBeforeABoundaryBelongToTheTextBefore() {
    assertThat(PemScanner.scan("-------BEGIN L-----x--END L-----y-----END L-----"))
        .containsExactly(new PemBlock.Complete(1, "L", "x--END L-----y"));
  }

  @Test
  void boundariesAreWhereTheExpressionFindsThem() {
    SplittableRandom random = new SplittableRandom(7);
    int found = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(12); piece >= 0; piece--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      List<PemBlock> expected = byExpression(text.toString());
      assertThat(PemScanner.scan(text.toString())).as(text.toString()).isEqualTo(expected);
      found += expected.size();
    }
    assertThat(found).isGreaterThan(100);
  }

  private static List<PemBlock> byExpression(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    Matcher boundary = BOUNDARY.matcher(text);
    int number = 0;
    String open = "";
    int from = 0;
    while (boundary.find()) {
      if (boundary.group(1).equals("BEGIN")) {
        if (!open.isEmpty()) {
          blocks.add(new PemBlock.Broken(number, "has no END line before the next BEGIN"));
        }
        number++;
        open = boundary.group(2);
        from = boundary.end();
      } else if (open.isEmpty()) {
        number++;
        blocks.add(new PemBlock.Broken(number, "has an END line without its BEGIN"));
      } else {
        blocks.add(
            open.equals(boundary.group(2))
                ? new PemBlock.Complete(number, open, text.substring(from, boundary.start()))
                : new PemBlock.Broken(number, "begins and ends with different labels"));
        open = "";
      }
    }
    if (!open.isEmpty()) {
      blocks.add(new PemBlock.Broken(number, "has no END line"));
    }
    return blocks;
  }
}
