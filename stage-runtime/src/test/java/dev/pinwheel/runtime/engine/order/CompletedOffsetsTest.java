package dev.pinwheel.runtime.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletedOffsetsTest {

  private static final int SPAN = CompletedOffsets.MAX_SPAN;

  @Test
  void nothingAheadIsAnEmptyText() {
    assertThat(CompletedOffsets.none(12).encode()).isEmpty();
    assertThat(CompletedOffsets.decode(12, "")).isEmpty();
  }

  @Test
  void oneStuckRecordTakesFewCharacters() {
    CompletedOffsets stuck = offsets(1_000, 1_000 + SPAN, List.of(1_000L));

    assertThat(stuck.encode()).hasSizeLessThan(30);
    assertThat(CompletedOffsets.decode(1_000, stuck.encode())).contains(stuck);
  }

  @Test
  void everySecondRecordOutstandingFitsTheBrokersLimit() {
    assertFits(LongStream.range(0, SPAN).filter(offset -> offset % 2 == 0).boxed().toList());
  }

  @Test
  void everyRecordOutstandingFitsTheBrokersLimit() {
    assertFits(LongStream.range(0, SPAN).boxed().toList());
  }

  @Test
  void onlyTheFirstAndTheLastOutstandingSurvive() {
    assertFits(List.of(0L, SPAN - 1L));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 127, 128, 129, 16_383, 16_384, 16_385, 19_999})
  void distancesAroundTheirLengthBoundariesSurvive(int distance) {
    CompletedOffsets two = offsets(5, 5 + SPAN, List.of(5L, 5L + distance));

    assertThat(CompletedOffsets.decode(5, two.encode())).contains(two);
  }

  @Test
  void randomSetsSurviveAndFit() {
    SplittableRandom random = new SplittableRandom(42);
    for (int density = 1; density <= 1_000; density *= 3) {
      TreeSet<Long> outstanding = new TreeSet<>(List.of(0L));
      for (long offset = 1; offset < SPAN; offset++) {
        if (random.nextInt(1_000) < density) {
          outstanding.add(offset);
        }
      }
      assertFits(outstanding);
    }
  }

  @Test
  void offsetsNearTheEndOfLongSurvive() {
    long base = Long.MAX_VALUE - 100;
    CompletedOffsets late = offsets(base, base + 50, List.of(base, base + 7));

    assertThat(CompletedOffsets.decode(base, late.encode())).contains(late);
  }

  @Test
  void textOfAnotherOffsetIsIgnored() {
    String text = offsets(100, 110, List.of(100L)).encode();

    assertThat(CompletedOffsets.decode(100, text)).isPresent();
    assertThat(CompletedOffsets.decode(101, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "pw1", "pw1!!!", "pw1AAAA", "pw2AAAA", "{\"a\":1}", "p"})
  void foreignTextIsIgnored(String text) {
    assertThat(CompletedOffsets.decode(0, text)).isEmpty();
  }

  @Test
  void damagedTextNeverThrows() {
    String good = offsets(7, 900, List.of(7L, 300L, 800L)).encode();
    for (int cut = 0; cut < good.length(); cut++) {
      Optional<CompletedOffsets> read = CompletedOffsets.decode(7, good.substring(0, cut));
      read.ifPresent(offsets -> assertThat(offsets.outstanding()).isNotEmpty());
      for (char other : new char[] {'A', '_', '9'}) {
        String damaged = good.substring(0, cut) + other + good.substring(cut + 1);
        CompletedOffsets.decode(7, damaged)
            .ifPresent(
                offsets -> assertThat(offsets.outstanding().last()).isLessThan(offsets.horizon()));
      }
    }
  }

  @Test
  void longerTextThanWeWriteIsIgnored() {
    assertThat(CompletedOffsets.decode(0, "pw1" + "A".repeat(CompletedOffsets.MAX_TEXT))).isEmpty();
  }

  private static void assertFits(Collection<Long> outstanding) {
    CompletedOffsets offsets = offsets(0, SPAN, outstanding);
    String text = offsets.encode();
    assertThat(text).hasSizeLessThanOrEqualTo(CompletedOffsets.MAX_TEXT);
    assertThat(CompletedOffsets.decode(0, text)).contains(offsets);
  }

  private static CompletedOffsets offsets(long base, long horizon, Collection<Long> outstanding) {
    return new CompletedOffsets(base, horizon, new TreeSet<>(outstanding));
  }

  @Test
  void bitsAndDistancesAreBothUsed() {
    String few = offsets(0, SPAN, List.of(0L, SPAN - 1L)).encode();
    String many =
        offsets(0, SPAN, IntStream.range(0, SPAN).mapToObj(Long::valueOf).toList()).encode();

    assertThat(few).startsWith("pw1AQ");
    assertThat(many).startsWith("pw1Ag");
  }
}
