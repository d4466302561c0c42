package dev.pinwheel.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.schemas.Topics;
import dev.pinwheel.webhook.delivery.AttemptResult.Answered;
import dev.pinwheel.webhook.delivery.AttemptResult.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AttemptDeciderTest {

  private static final Duration LONGEST_ASK = Duration.ofHours(2);
  private static final AttemptDecider DECIDER =
      new AttemptDecider(RetrySchedule.full(), LONGEST_ASK);

  /** The middle of every range of jitter. */
  private static final RandomGenerator MIDDLE = fixed(0.5);

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void anyStatusFrom200To299IsSuccess(int status) {
    assertThat(decide(status)).isEqualTo(new Decision.Delivered(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 304, 307, 308, 399})
  void aRedirectIsGivenUpAtOnce(int status) {
    assertThat(decide(status)).isEqualTo(new Decision.GiveUp("REDIRECT_REFUSED"));
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 199, 400, 401, 403, 404, 409, 411, 413, 422, 428, 430, 499, 600, 999})
  void whatWaitingDoesNotChangeIsGivenUpAtOnce(int status) {
    assertThat(decide(status)).isEqualTo(new Decision.GiveUp("HTTP_" + status));
  }

  @Test
  void goneDisables() {
    assertThat(decide(410)).isEqualTo(new Decision.Disable());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 501, 502, 503, 504, 599})
  void whatMayPassIsTriedAgain(int status) {
    assertThat(decide(status)).isEqualTo(retry("PT5S", "PT5S"));
  }

  @ParameterizedTest
  @EnumSource
  void aFaultOfTheNetworkIsTriedAgainWhereThatMayHelp(TransportFault fault) {
    Decision expected =
        fault == TransportFault.ADDRESS_REFUSED
            ? new Decision.GiveUp("ADDRESS_REFUSED")
            : retry("PT5S", "PT5S");

    assertThat(DECIDER.decide(new Failed(fault, "why"), 0, MIDDLE)).isEqualTo(expected);
  }

  @Test
  void everyPositionHasItsDelayAndAfterTheLastItIsOver() {
    for (int position = 0; position < 9; position++) {
      Duration delay = Topics.WEBHOOK_RETRY_DELAYS.get(position);
      assertThat(DECIDER.decide(answer(500, null), position, MIDDLE))
          .isEqualTo(new Decision.Retry(delay, delay));
    }
    assertThat(DECIDER.decide(answer(500, null), 9, MIDDLE))
        .isEqualTo(new Decision.GiveUp("HTTP_500"));
  }

  @Test
  void aShorterScheduleIsOverSooner() {
    AttemptDecider once =
        new AttemptDecider(new RetrySchedule(List.of(Duration.ofSeconds(5))), LONGEST_ASK);
    AttemptDecider never = new AttemptDecider(new RetrySchedule(List.of()), LONGEST_ASK);

    assertThat(once.decide(answer(500, null), 0, MIDDLE)).isEqualTo(retry("PT5S", "PT5S"));
    assertThat(once.decide(answer(500, null), 1, MIDDLE))
        .isEqualTo(new Decision.GiveUp("HTTP_500"));
    assertThat(never.decide(answer(500, null), 0, MIDDLE))
        .isEqualTo(new Decision.GiveUp("HTTP_500"));
    assertThat(never.decide(new Failed(TransportFault.TIMEOUT, ""), 0, MIDDLE))
        .isEqualTo(new Decision.GiveUp("TIMEOUT"));
  }

  @ParameterizedTest
  @CsvSource({"0.0,PT4M30S", "0.5,PT5M", "0.999999,PT5M30S"})
  void jitterIsATenthEitherWay(double random, Duration expected) {
    assertThat(DECIDER.decide(answer(500, null), 1, fixed(random)))
        .isEqualTo(new Decision.Retry(Duration.ofMinutes(5), expected));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,PT5S,PT5S", // shorter than the schedule: the schedule holds
    "PT5S,PT5S,PT5S",
    "PT6S,PT5M,PT6S",
    "PT5M,PT5M,PT5M",
    "PT5M1S,PT30M,PT5M1S",
    "PT2H,PT2H,PT2H",
    "PT2H1S,PT2H,PT2H", // longer than the most that is honoured
    "PT277777777H,PT2H,PT2H"
  })
  void retryAfterTakesTheSmallestDelayTopicThatIsLongEnough(
      Duration ask, Duration delay, Duration waiting) {
    for (int status : new int[] {429, 503}) {
      assertThat(DECIDER.decide(answer(status, ask), 0, fixed(ask.toSeconds() > 5 ? 0 : 0.5)))
          .isEqualTo(new Decision.Retry(delay, waiting));
    }
  }

  @Test
  void theReceiverIsNeverCalledBeforeTheTimeItNamed() {
    assertThat(DECIDER.decide(answer(429, Duration.ofMinutes(10)), 0, fixed(0.999999)))
        .isEqualTo(new Decision.Retry(Duration.ofMinutes(30), Duration.ofMinutes(11)));
  }

  @Test
  void retryAfterNeverShortensTheSchedule() {
    assertThat(DECIDER.decide(answer(503, Duration.ofSeconds(1)), 3, MIDDLE))
        .isEqualTo(retry("PT2H", "PT2H"));
  }

  @Test
  void retryAfterOfOtherStatusesIsNoAsk() {
    assertThat(DECIDER.decide(answer(500, Duration.ofHours(1)), 0, MIDDLE))
        .isEqualTo(retry("PT5S", "PT5S"));
  }

  private static Decision decide(int status) {
    return DECIDER.decide(answer(status, null), 0, MIDDLE);
  }

  private static Answered answer(int status, Duration retryAfter) {
    return new Answered(status, Optional.ofNullable(retryAfter), Optional.empty());
  }

  private static Decision retry(String delay, String waiting) {
    return new Decision.Retry(Duration.parse(delay), Duration.parse(waiting));
  }

  private static RandomGenerator fixed(double value) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
