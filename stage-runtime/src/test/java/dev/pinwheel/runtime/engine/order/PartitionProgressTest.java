package dev.pinwheel.runtime.engine.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {

  @Test
  void nothingReadCommitsWhereItBegan() {
    PartitionProgress progress = from(10, 100);

    assertThat(progress.positionToCommit()).isEqualTo(10);
    assertThat(progress.completedAhead().encode()).isEmpty();
  }

  @Test
  void positionWaitsForTheOldestOutstanding() {
    PartitionProgress progress = from(0, 100);
    accept(progress, 0, 1, 2, 3);
    progress.complete(1);
    progress.complete(3);
    assertThat(progress.positionToCommit()).isZero();

    progress.complete(0);
    assertThat(progress.positionToCommit()).isEqualTo(2);

    progress.complete(2);
    assertThat(progress.positionToCommit()).isEqualTo(4);
    assertThat(progress.completedAhead().encode()).isEmpty();
  }

  @Test
  void whatIsDoneAheadIsSkippedByTheNextOwner() {
    PartitionProgress progress = from(0, 100);
    accept(progress, 0, 1, 2, 3);
    progress.complete(1);
    progress.complete(3);

    PartitionProgress next = reread(progress, 100);

    assertThat(LongStream.range(0, 6).boxed().filter(next::wasCompleted)).containsExactly(1L, 3L);
  }

  @Test
  void gapsCountAsCompleted() {
    PartitionProgress progress = from(0, 100);
    accept(progress, 3, 9);
    progress.complete(3);
    progress.complete(9);
    progress.reach(12);

    assertThat(progress.positionToCommit()).isEqualTo(12);
  }

  @Test
  void aGapFarWiderThanTheWindowIsNoObstacle() {
    PartitionProgress progress = from(0, 10);
    accept(progress, 0, 1);
    progress.complete(1);
    progress.reach(5_000_000);

    assertThat(progress.hasRoomFor(5_000_000)).isFalse();
    assertThat(reread(progress, 10).wasCompleted(1)).isTrue();
    assertThat(reread(progress, 10).wasCompleted(0)).isFalse();

    progress.complete(0);
    assertThat(progress.hasRoomFor(5_000_000)).isTrue();
    assertThat(progress.positionToCommit()).isEqualTo(5_000_000);
  }

  @Test
  void windowEndsExactlyAtItsSize() {
    PartitionProgress progress = from(50, 10);
    accept(progress, 50);

    assertThat(progress.hasRoomFor(59)).isTrue();
    assertThat(progress.hasRoomFor(60)).isFalse();

    progress.complete(50);
    assertThat(progress.hasRoomFor(60)).isTrue();
  }

  @Test
  void theFirstRecordAlwaysHasRoom() {
    assertThat(from(0, 1).hasRoomFor(1_000)).isTrue();
  }

  @Test
  void completionsOfAnEarlierOwnerSurviveASecondCrashBeforeTheyAreReadAgain() {
    PartitionProgress first = from(0, 100);
    accept(first, 0, 1, 2, 3, 4);
    first.complete(1);
    first.complete(2);
    first.complete(4);
    PartitionProgress second = reread(first, 100);
    second.accept(0); // and crashes again, having read only this one

    PartitionProgress third = reread(second, 100);

    assertThat(LongStream.range(0, 6).boxed().filter(third::wasCompleted))
        .containsExactly(1L, 2L, 4L);
  }

  @Test
  void anOutstandingRecordThatVanishedFromTheLogIsForgotten() {
    PartitionProgress first = from(0, 100);
    accept(first, 0, 5, 9);
    first.complete(9);
    PartitionProgress second = reread(first, 100);
    second.reach(3); // 0 was compacted away

    assertThat(second.positionToCommit()).isEqualTo(5);
    second.accept(5);
    second.complete(5);
    assertThat(second.positionToCommit()).isEqualTo(10);
  }

  @Test
  void aSmallerWindowAfterARestartStillReadsWhatIsLeft() {
    PartitionProgress first = from(0, 1_000);
    accept(first, 0, 999);
    PartitionProgress second = reread(first, 1);

    assertThat(second.hasRoomFor(0)).isTrue();
    second.accept(0);
    assertThat(second.hasRoomFor(999)).isFalse();
    second.complete(0);
    assertThat(second.hasRoomFor(999)).isTrue();
  }

  @Test
  void metadataOfAnotherOffsetTellsNothing() {
    PartitionProgress progress = from(0, 100);
    accept(progress, 0, 1);
    progress.complete(1);
    String text = progress.completedAhead().encode();

    assertThat(CompletedOffsets.decode(1, text)).isEmpty();
  }

  @Test
  void offsetsThatContradictTheStateAreRefused() {
    PartitionProgress progress = from(10, 100);
    progress.accept(10);

    assertThatThrownBy(() -> progress.accept(10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> progress.complete(11)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void windowsThatTheMetadataCannotHoldAreRefused() {
    assertThat(from(0, CompletedOffsets.MAX_SPAN)).isNotNull();
    assertThatThrownBy(() -> from(0, CompletedOffsets.MAX_SPAN + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> from(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  static PartitionProgress from(long base, int window) {
    return new PartitionProgress(new CompletedOffsets(base, base, new TreeSet<>()), window);
  }

  /** What the next owner makes of the committed position and text. */
  static PartitionProgress reread(PartitionProgress progress, int window) {
    long base = progress.positionToCommit();
    String text = progress.completedAhead().encode();
    return new PartitionProgress(
        CompletedOffsets.decode(base, text).orElseGet(() -> CompletedOffsets.none(base)), window);
  }

  private static void accept(PartitionProgress progress, long... offsets) {
    for (long offset : offsets) {
      progress.accept(offset);
    }
  }
}
