package dev.pinwheel.runtime.engine.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyQueuesTest {

  private final KeyQueues<String, String> queues = new KeyQueues<>();

  @Test
  void onlyTheFirstOfAKeyIsItsHead() {
    assertThat(queues.add("a", "a1")).isTrue();
    assertThat(queues.add("a", "a2")).isFalse();
    assertThat(queues.add("b", "b1")).isTrue();
    assertThat(queues.heads()).containsExactlyInAnyOrder("a1", "b1");
  }

  @Test
  void releasingTheHeadBringsTheNextInOrder() {
    queues.add("a", "a1");
    queues.add("a", "a2");
    queues.add("a", "a3");

    assertThat(queues.release("a", "a1")).contains("a2");
    assertThat(queues.release("a", "a2")).contains("a3");
    assertThat(queues.release("a", "a3")).isEmpty();
    assertThat(queues.keys()).isZero();
    assertThat(queues.add("a", "a4")).isTrue();
  }

  @Test
  void theLastBehindAHeadIsTheOneAddedLastAndNeverTheHead() {
    assertThat(queues.lastBehind("a")).isEmpty();
    queues.add("a", "a1");
    assertThat(queues.lastBehind("a")).isEmpty();
    queues.add("a", "a2");
    queues.add("a", "a3");
    queues.add("b", "b1");
    assertThat(queues.lastBehind("a")).contains("a3");

    queues.release("a", "a1");
    assertThat(queues.lastBehind("a")).contains("a3");
    queues.release("a", "a2");
    assertThat(queues.lastBehind("a")).isEmpty();
  }

  @Test
  void onlyTheHeadCanBeReleased() {
    queues.add("a", "a1");
    queues.add("a", "a2");

    assertThatThrownBy(() -> queues.release("a", "a2")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> queues.release("b", "a1")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void removingSparesHeadsAndKeepsTheOrderOfTheRest() {
    queues.add("a", "drop-1");
    queues.add("a", "drop-2");
    queues.add("a", "keep-3");
    queues.add("a", "drop-4");
    queues.add("a", "keep-5");

    assertThat(queues.removeBehindHeads(value -> value.startsWith("drop")))
        .containsExactly("drop-2", "drop-4");
    assertThat(queues.release("a", "drop-1")).contains("keep-3");
    assertThat(queues.release("a", "keep-3")).contains("keep-5");
  }

  @Test
  void recordsWithEqualKeyBytesShareAQueueAndThoseWithoutAKeyNone() {
    RecordKey one = RecordKey.of(new byte[] {1, 2});
    RecordKey same = RecordKey.of(new byte[] {1, 2});
    RecordKey other = RecordKey.of(new byte[] {2, 1});

    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    assertThat(RecordKey.of(null)).isNotEqualTo(RecordKey.of(null)).isNotEqualTo(one);
    assertThat(one).isNotEqualTo(RecordKey.of(null));
    assertThat(RecordKey.of(null).text()).isEmpty();
  }
}
