package dev.pinwheel.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetryScheduleTest {

  @Test
  void theFullScheduleOutlivesAWeekend() {
    Duration whole = RetrySchedule.full().delays().stream().reduce(Duration.ZERO, Duration::plus);

    assertThat(whole).isGreaterThan(Duration.ofHours(64));
  }

  @Test
  void everyDelayTopicTellsItsPosition() {
    for (int i = 0; i < Topics.WEBHOOK_RETRY_DELAYS.size(); i++) {
      String topic = Topics.webhookRetry(Topics.WEBHOOK_RETRY_DELAYS.get(i)).name();
      assertThat(RetrySchedule.positionAfter(topic)).isEqualTo(i + 1);
    }
    assertThatThrownBy(() -> RetrySchedule.positionAfter("api-applied"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyTheFirstDelaysMakeASchedule() {
    Duration first = Topics.WEBHOOK_RETRY_DELAYS.getFirst();
    Duration second = Topics.WEBHOOK_RETRY_DELAYS.get(1);

    assertThat(new RetrySchedule(List.of()).isOverAt(0)).isTrue();
    assertThat(new RetrySchedule(List.of(first)).isOverAt(0)).isFalse();
    assertThat(new RetrySchedule(List.of(first)).isOverAt(1)).isTrue();
    assertThatThrownBy(() -> new RetrySchedule(List.of(second)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetrySchedule(List.of(second, first)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theShortestDelayThatIsLongEnoughOrElseTheLongest() {
    assertThat(RetrySchedule.shortestAtLeast(Duration.ofSeconds(5))).hasSeconds(5);
    assertThat(RetrySchedule.shortestAtLeast(Duration.ofMillis(5_001))).hasMinutes(5);
    assertThat(RetrySchedule.shortestAtLeast(Duration.ofHours(24))).hasHours(24);
    assertThat(RetrySchedule.shortestAtLeast(Duration.ofHours(25))).hasHours(24);
  }
}
