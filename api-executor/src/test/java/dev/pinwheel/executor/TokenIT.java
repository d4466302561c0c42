package dev.pinwheel.executor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.ApplyOutcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Getting, keeping, losing and being refused a token. */
class TokenIT {

  private static final ChainValidated EVENT = Events.validated().build();

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

  @Test
  void isAskedForOnceHoweverManyWait() throws Exception {
    CountDownLatch waiting = new CountDownLatch(100);
    CountDownLatch answer = new CountDownLatch(1);
    platform.act(
        Call.TOKEN,
        true,
        () -> {
          answer.await();
          return FakePlatform.json(
              200, "{\"access_token\": \"t\", \"token_type\": \"Bearer\", \"expires_in\": 60}");
        });
    for (int i = 0; i < 100; i++) {
      platform.instead(Call.GET, FakePlatform.json(404, "{}"));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> outcomes =
          Stream.generate(
                  () ->
                      threads.submit(
                          () -> {
                            waiting.countDown();
                            return once().call();
                          }))
              .limit(100)
              .toList();
      assertThat(waiting.await(30, SECONDS)).isTrue();
      answer.countDown();
      for (Future<Outcome> outcome : outcomes) {
        assertThat(outcome.get()).isInstanceOf(Outcome.Publish.class);
      }
    }

    assertThat(platform.count(Call.TOKEN)).isOne();
    assertThat(platform.count(Call.GET)).isEqualTo(100);
  }

  @Test
  void isNotLostForTheOthersWhereOneWaiterIsGivenUp() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    platform.act(
        Call.TOKEN,
        false,
        () -> {
          asked.countDown();
          answer.await();
          return FakePlatform.json(503, "{}");
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> givenUp = threads.submit(once());
      assertThat(asked.await(30, SECONDS)).isTrue();
      FutureTask<Outcome> other = new FutureTask<>(once());
      Thread otherThread = Thread.ofPlatform().start(other);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> otherThread.getState() == Thread.State.WAITING);
      givenUp.cancel(true);
      answer.countDown();

      assertThat(other.get()).isInstanceOf(Outcome.RetryAfter.class);
    }
  }

  // A token for 3600 s is refreshed 60 s before its end; one for 100 s, a quarter before.
  @ParameterizedTest
  @CsvSource({"3600, 3539, 1", "3600, 3540, 2", "100, 74, 1", "100, 75, 2"})
  void isRefreshedAWhileBeforeItEnds(long lifetime, long later, int calls) throws Exception {
    platform.tokenLifetime(lifetime);
    run.handle();
    run.clock.advance(Duration.ofSeconds(later));

    run.handle();

    assertThat(platform.count(Call.TOKEN)).isEqualTo(calls);
  }

  @Test
  void isReplacedOnceWhereThePlatformForgotIt() throws Exception {
    run.handle();
    platform.revokeTokens();

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.ALREADY_APPLIED);
    assertThat(platform.count(Call.TOKEN)).isEqualTo(2);
    assertThat(run.waits).isEmpty();
  }

  @Test
  void isReplacedInTheMiddleOfARotationWithoutASecondChange() throws Exception {
    platform.instead(Call.PATCH, FakePlatform.json(401, "{\"message\": \"token expired\"}"));

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(platform.count(Call.TOKEN)).isEqualTo(2);
    assertThat(platform.count(Call.PATCH)).isEqualTo(2);
    assertThat(platform.changes()).isOne();
  }

  @Test
  void isGivenUpWhereAFreshOneIsRefusedToo() throws Exception {
    MockResponse no = FakePlatform.json(401, "{\"message\": \"no\"}");
    platform.instead(Call.GET, no);
    platform.act(Call.TOKEN, true, () -> token("u"));
    platform.instead(Call.GET, no);

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_UNAUTHORIZED");
    assertThat(failed.getPlatformStatus()).isEqualTo(401);
    assertThat(platform.count(Call.GET)).isEqualTo(2);
    assertThat(run.waits).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403})
  void isNotHammeredForWithRefusedCredentials(int status) throws Exception {
    platform.instead(Call.TOKEN, FakePlatform.json(status, "{\"error\": \"invalid_client\"}"));

    RotationFailed failed = run.handle().failed();
    run.clock.advance(Duration.ofMinutes(5).minusSeconds(1));
    RotationFailed again = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_CREDENTIALS_REFUSED");
    assertThat(failed.getMessage()).contains("invalid_client");
    assertThat(failed.getPlatformStatus()).isEqualTo(status);
    assertThat(again.getCode()).isEqualTo("PLATFORM_CREDENTIALS_REFUSED");
    assertThat(platform.count(Call.TOKEN)).isOne();
  }

  @Test
  void isAskedForAgainSomeTimeAfterARefusal() throws Exception {
    platform.instead(Call.TOKEN, FakePlatform.json(400, "{\"error\": \"invalid_client\"}"));
    run.handle().failed();
    run.clock.advance(Duration.ofMinutes(5));

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(platform.count(Call.TOKEN)).isEqualTo(2);
  }

  @Test
  void isAskedForAgainWhereTheEndpointFails() throws Exception {
    platform.instead(
        Call.TOKEN,
        FakePlatform.json(500, "{}"),
        FakePlatform.json(200, "{\"token_type\": \"bearer\", \"expires_in\": 60}"),
        FakePlatform.json(200, "<html>"));

    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(run.waits).hasSize(3);
    assertThat(platform.count(Call.TOKEN)).isEqualTo(4);
  }

  @Test
  void thatComesTooLateIsAskedForAgain() throws Exception {
    run.close();
    run = new Run(platform, Duration.ofSeconds(5));
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    platform.late(Call.TOKEN, arrived, never);

    Outcome first = run.handleOnce(EVENT, 1, Certificates.NOW);

    assertThat(arrived.await(30, SECONDS)).isTrue();
    assertThat(first).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(run.handle().applied().getOutcome()).isEqualTo(ApplyOutcome.APPLIED);
    assertThat(platform.count(Call.TOKEN)).isEqualTo(2);
    never.countDown();
  }

  private Callable<Outcome> once() {
    return () -> run.handleOnce(EVENT, 1, Certificates.NOW);
  }

  private static MockResponse token(String token) {
    return FakePlatform.json(
        200,
        """
        {"access_token": "%s", "token_type": "bearer", "expires_in": 3600}\
        """
            .formatted(token));
  }
}
