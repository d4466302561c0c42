package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.RotationFailed;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The platform's rate limit. The least jitter is drawn, so that waits are exact. */
class ThrottlingIT {

  private FakePlatform platform;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    platform = new FakePlatform();
    run = new Run(platform);
  }

  @AfterEach
  void stop() {
    run.close();
    platform.close();
  }

  @ParameterizedTest
  @CsvSource({
    "17, 17000",
    "3600, 3600000",
    "1000000000, 3600000",
    "-5, 250",
    "0, 250",
    "soon, 250"
  })
  void isWaitedForAsTheHeaderSays(String retryAfter, long millis) throws Exception {
    platform.instead(Call.PATCH, tooMany(retryAfter));

    ApiApplied applied = run.handle().applied();

    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(run.waits)
        .extracting(Outcome.RetryAfter::delay)
        .containsExactly(Duration.ofMillis(millis));
  }

  @Test
  void isWaitedForUntilADate() throws Exception {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Certificates.NOW.plusSeconds(42).atOffset(ZoneOffset.UTC));
    platform.instead(Call.GET, tooMany(date));

    run.handle().applied();

    assertThat(run.waits)
        .extracting(Outcome.RetryAfter::delay)
        .containsExactly(Duration.ofSeconds(42));
  }

  @Test
  void isBackedOffFromWhereTheHeaderIsMissing() throws Exception {
    MockResponse bare = FakePlatform.json(429, "{}");
    platform.instead(Call.GET, bare, bare, bare);

    run.handle().applied();

    assertThat(run.waits)
        .extracting(Outcome.RetryAfter::delay)
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(Call.class)
  void isObeyedAtEveryCall(Call call) throws Exception {
    platform.act(call, false, () -> tooMany("5"));

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(run.waits).hasSize(1);
    assertThat(platform.changes()).isOne();
  }

  @Test
  void atTheReadBackEndsInAppliedWithoutASecondWrite() throws Exception {
    platform.after(Call.PATCH, FakePlatform.json(200, "{}"));
    platform.instead(Call.GET, tooMany("5"));

    ApiApplied applied = run.handle().applied();

    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(run.waits).hasSize(1);
  }

  @Test
  void countsEveryWriteCallThatWasMade() throws Exception {
    platform.instead(Call.PATCH, tooMany("1"), tooMany("1"));

    assertThat(run.handle().applied().getAttempts()).isEqualTo(3);
    assertThat(platform.changes()).isOne();
  }

  @Test
  void isGivenUpAfterItsOwnBudget() throws Exception {
    for (int i = 0; i < 20; i++) {
      platform.instead(Call.GET, tooMany("600"));
    }

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_RATE_LIMITED");
    assertThat(failed.getPlatformStatus()).isEqualTo(429);
    assertThat(run.waits).hasSize(6);
  }

  private static MockResponse tooMany(String retryAfter) {
    return FakePlatform.json(429, "{\"message\": \"Rate limit exceeded\"}")
        .newBuilder()
        .addHeader("Retry-After", retryAfter)
        .build();
  }
}
