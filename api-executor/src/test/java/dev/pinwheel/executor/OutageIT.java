package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.RotationFailed;
import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform's bad days: errors, silence, resets, and answers that are none. */
class OutageIT {

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

  /** Long enough for a busy machine to connect and send, so that only the answer is late. */
  private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(5);

  private static final String JSON = "application/json";

  enum BadAnswer {
    HTML(200, "text/html", "<html>Sign in</html>"),
    HTML_AS_JSON(200, JSON, "<html>Sign in</html>"),
    TRUNCATED(200, JSON, "{\"id\": \"a1"),
    NO_OBJECT(200, JSON, "[]"),
    TWO_DOCUMENTS(200, JSON, "{} {}"),
    WRONG_TYPE(200, "text/plain", "{}"),
    UNREADABLE_TYPE(200, "json", "{}"),
    TOO_LARGE(200, JSON, "{\"name\": \"" + "x".repeat(1 << 20) + "\"}"),
    ERROR_INSIDE(200, JSON, "{\"error\": \"internal\"}"),
    STATUS_INSIDE(200, JSON, "{\"status\": 503, \"message\": \"busy\"}"),
    REDIRECT(302, "text/html", "");

    private final int status;
    private final String type;
    private final String body;

    BadAnswer(int status, String type, String body) {
      this.status = status;
      this.type = type;
      this.body = body;
    }

    MockResponse answer() {
      return new MockResponse.Builder()
          .code(status)
          .addHeader("Content-Type", type)
          .addHeader("Location", "/elsewhere")
          .body(body)
          .build();
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsAgainAfterAnAnswerThatIsNone(BadAnswer bad) throws Exception {
    platform.instead(Call.GET, bad.answer());

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(platform.count(Call.GET)).isEqualTo(3);
    assertThat(platform.count(Call.PATCH)).isOne();
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatBecameOfAWriteWhoseAnswerIsNone(BadAnswer bad) throws Exception {
    platform.after(Call.PATCH, bad.answer());

    ApiApplied applied = run.handle().applied();

    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(platform.changes()).isOne();
  }

  @Test
  void tellsInTheEndThatNothingSensibleAnswers() throws Exception {
    for (int i = 0; i < 100; i++) {
      platform.instead(Call.GET, BadAnswer.HTML.answer());
    }

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_RESPONSE_INVALID");
    assertThat(failed.getMessage()).contains("text/html").doesNotContain("Sign in");
  }

  @Test
  void tellsInTheEndThatNoWriteIsAnsweredSensibly() throws Exception {
    for (int i = 0; i < 100; i++) {
      platform.instead(Call.PATCH, BadAnswer.TRUNCATED.answer());
    }

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_RESPONSE_INVALID");
    assertThat(failed.getAttempts()).isEqualTo((int) platform.count(Call.PATCH));
    // The last thing before giving up is a read: the last write is known to have had no effect.
    assertThat(platform.count(Call.GET)).isEqualTo(platform.count(Call.PATCH) + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408})
  void writesAgainOnceAReadHasShownThatNothingHappened(int status) throws Exception {
    platform.instead(Call.PATCH, FakePlatform.json(status, "{}"));

    ApiApplied applied = run.handle().applied();

    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(applied.getAttempts()).isEqualTo(2);
    assertThat(platform.count(Call.PATCH)).isEqualTo(2);
    assertThat(platform.count(Call.GET)).isEqualTo(3);
    assertThat(platform.changes()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408})
  void doesNotWriteAgainWhereAReadShowsThatItHappened(int status) throws Exception {
    platform.after(Call.PATCH, FakePlatform.json(status, "{}"));

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(platform.changes()).isOne();
  }

  /** OkHttp of itself sends a request again that was answered so; a write must not be. */
  @Test
  void doesNotLetTheHttpClientRepeatAWriteUnread() throws Exception {
    MockResponse atOnce =
        FakePlatform.json(503, "{}").newBuilder().addHeader("Retry-After", "0").build();
    platform.instead(Call.PATCH, atOnce);
    Outcome first = run.handleOnce(Events.validated().build(), 1, Certificates.NOW);

    assertThat(first).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(platform.count(Call.PATCH)).isOne();
  }

  @Test
  void waitsAsLongAsAnUnavailablePlatformAsks() throws Exception {
    platform.instead(
        Call.PATCH,
        FakePlatform.json(503, "{}").newBuilder().addHeader("Retry-After", "90").build());

    run.handle().applied();

    assertThat(run.waits)
        .extracting(Outcome.RetryAfter::delay)
        .containsExactly(Duration.ofSeconds(90));
  }

  @Test
  void survivesAMinuteOfErrors() throws Exception {
    for (int i = 0; i < 12; i++) {
      platform.instead(Call.GET, FakePlatform.json(502, "{}"));
    }

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(run.waits).hasSize(12);
    assertThat(Duration.between(Certificates.NOW, run.clock.instant()))
        .isGreaterThan(Duration.ofSeconds(60));
  }

  @Test
  void givesUpAfterTheBudgetAndSaysForHowLongItTried() throws Exception {
    for (int i = 0; i < 200; i++) {
      platform.instead(Call.GET, FakePlatform.json(500, "{\"message\": \"broken\"}"));
    }

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_UNAVAILABLE");
    assertThat(failed.getMessage()).contains("broken");
    assertThat(failed.getPlatformStatus()).isEqualTo(500);
    assertThat(Duration.between(Certificates.NOW, run.clock.instant()))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(30));
    assertThat(failed.getMessage()).doesNotContain("may have changed");
  }

  @Test
  void saysThatTheTargetMayHaveChangedWhereAWriteCouldNeverBeReadBack() throws Exception {
    platform.after(Call.PATCH, FakePlatform.json(200, "{}"));
    for (int i = 0; i < 200; i++) {
      platform.instead(Call.GET, FakePlatform.json(500, "{}"));
    }

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_UNAVAILABLE");
    assertThat(failed.getMessage()).contains("the target may have changed");
    assertThat(failed.getPlatformRequestId()).isEqualTo("req-200");
    assertThat(failed.getAttempts()).isOne();
  }

  @Test
  void readsWhatBecameOfAWriteWhoseConnectionWasCut() throws Exception {
    platform.after(
        Call.PATCH,
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    ApiApplied applied = run.handle().applied();

    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(platform.changes()).isOne();
  }

  @Test
  void writesAgainWhereTheConnectionWasCutBeforeAnythingHappened() throws Exception {
    platform.instead(
        Call.PATCH,
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    ApiApplied applied = run.handle().applied();

    assertThat(applied.getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(platform.count(Call.PATCH)).isEqualTo(2);
    assertThat(platform.changes()).isOne();
  }

  @Test
  void readsWhatBecameOfAWriteWhoseAnswerBrokeOff() throws Exception {
    platform.after(
        Call.PATCH,
        FakePlatform.json(200, "{\"id\": \"a1b2\"}")
            .newBuilder()
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(platform.changes()).isOne();
  }

  @Test
  void readsWhatBecameOfAWriteThatTimedOut() throws Exception {
    run.close();
    run = new Run(platform, SHORT_TIMEOUT);
    platform.after(
        Call.PATCH,
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(run.waits.getFirst().reason()).contains("timeout");
    assertThat(platform.count(Call.PATCH)).isOne();
    assertThat(platform.changes()).isOne();
  }

  @Test
  void goesOnWherePlatformCannotBeReachedAtAll() throws Exception {
    run.close();
    platform.close();
    run = new Run(platform);

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_UNAVAILABLE");
    assertThat(failed.getPlatformStatus()).isNull();
    assertThat(failed.getAttempts()).isZero();
  }
}
