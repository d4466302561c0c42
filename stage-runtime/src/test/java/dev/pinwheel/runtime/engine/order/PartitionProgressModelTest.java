package dev.pinwheel.runtime.engine.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random logs with gaps, read, completed in any order, committed and crashed at any point: every
 * record's completion is committed exactly once. The seed of a run that fails is in its message.
 */
class PartitionProgressModelTest {

  @Test
  void noRecordIsLostAndNoneCommittedIsDoneAgain() {
    for (long seed = 1; seed <= 200; seed++) {
      new Model(seed).run();
    }
  }

  private static final class Model {

    private final long seed;
    private final SplittableRandom random;
    private final int window;
    private final NavigableSet<Long> log = new TreeSet<>();
    private final long end;

    // What a crash leaves.
    private long committed;
    private String text = "";
    private final Map<Long, Integer> commits = new HashMap<>();

    // What a crash takes.
    private PartitionProgress progress;
    private long reader;
    private final List<Long> running = new ArrayList<>();
    private final List<Long> finished = new ArrayList<>();

    Model(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.window = random.nextBoolean() ? 1 + random.nextInt(40) : CompletedOffsets.MAX_SPAN;
      this.committed = random.nextLong(1_000);
      long offset = committed;
      for (int records = 50 + random.nextInt(250); records > 0; records--) {
        offset += random.nextInt(10) == 0 ? 1 + random.nextInt(random.nextInt(4) == 0 ? 90 : 3) : 0;
        log.add(offset++);
      }
      this.end = offset + random.nextInt(3);
      start();
    }

    void run() {
      for (int step = 0; committed < end; step++) {
        boolean calm = step > 20_000; // in the end no crash any more
        switch (random.nextInt(calm ? 9 : 10)) {
          case 0, 1, 2, 3 -> read(1 + random.nextInt(8));
          case 4, 5, 6 -> finish();
          case 7, 8 -> commit();
          default -> {
            if (random.nextInt(12) == 0) {
              start();
            }
          }
        }
      }
      assertThat(commits.keySet()).as("seed %d: every record is done", seed).isEqualTo(log);
      assertThat(commits.values()).as("seed %d: none is done twice", seed).containsOnly(1);
      assertThat(committed).as("seed %d", seed).isEqualTo(end);
    }

    private void start() {
      progress =
          new PartitionProgress(
              CompletedOffsets.decode(committed, text)
                  .orElseGet(() -> CompletedOffsets.none(committed)),
              window);
      reader = committed;
      running.clear();
      finished.clear();
    }

    private void read(int records) {
      for (int i = 0; i < records; i++) {
        Long offset = log.ceiling(reader);
        if (offset == null) {
          reader = end;
          progress.reach(end);
          return;
        }
        if (progress.wasCompleted(offset)) {
          progress.reach(offset + 1);
        } else if (progress.hasRoomFor(offset)) {
          progress.accept(offset);
          running.add(offset);
        } else {
          return; // waits at the gate
        }
        reader = offset + 1;
      }
    }

    private void finish() {
      if (!running.isEmpty()) {
        finished.add(running.remove(random.nextInt(running.size())));
      }
    }

    private void commit() {
      finished.forEach(progress::complete);
      CompletedOffsets ahead = progress.completedAhead();
      if (random.nextInt(10) == 0) {
        // Aborted: memory goes on with them complete, and they are in the next transaction too;
        // here the engine crashes instead, as far as the broker can tell.
        start();
        return;
      }
      committed = ahead.base();
      text = ahead.encode();
      finished.forEach(offset -> commits.merge(offset, 1, Integer::sum));
      finished.clear();
      assertThat(text.length()).as("seed %d", seed).isLessThanOrEqualTo(CompletedOffsets.MAX_TEXT);
    }
  }
}
