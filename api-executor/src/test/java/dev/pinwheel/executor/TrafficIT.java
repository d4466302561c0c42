package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.executor.FakePlatform.Call;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.schemas.ChainValidated;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.TargetKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one target's answers mean for the others of its organisation and region. */
class TrafficIT {

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
  void aTargetThatIsThrottledAloneHoldsUpNobody() throws Exception {
    platform.instead(Call.GET, tooMany(60));
    assertThat(first("one", "eu-west-2")).isInstanceOf(Outcome.RetryAfter.class);

    run.handle().applied();

    assertThat(run.waits).isEmpty();
  }

  @Test
  void twoThatAreThrottledParkEverybodyOfThatRegionWithoutACall() throws Exception {
    platform.instead(Call.GET, tooMany(60), tooMany(60));
    first("one", "eu-west-2");
    first("two", "eu-west-2");
    long calls = platform.count(Call.GET);

    Outcome parked = first("three", "eu-west-2");

    assertThat(parked).isInstanceOf(Outcome.RetryAfter.class);
    assertThat(((Outcome.RetryAfter) parked).delay()).isEqualTo(Duration.ofSeconds(60));
    assertThat(platform.count(Call.GET)).isEqualTo(calls);
    first("four", "us-east-1");
    assertThat(platform.count(Call.GET)).as("another region is called").isEqualTo(calls + 1);
  }

  @Test
  void anOutageOfSeveralTargetsStopsTheCallsUntilAProbeIsAnswered() throws Exception {
    for (int i = 0; i < 20; i++) {
      platform.instead(Call.GET, FakePlatform.json(503, "{}"));
    }
    for (int i = 0; i < 20; i++) {
      first("target-" + i % 3, "eu-west-2");
    }
    long calls = platform.count(Call.GET);

    run.handle().applied();

    assertThat(run.waits)
        .extracting(Outcome.RetryAfter::delay)
        .containsExactly(Duration.ofSeconds(5));
    assertThat(platform.count(Call.GET)).isEqualTo(calls + 2);
  }

  @Test
  void whatThePlatformAnsweredIsToldInTheEndThoughTheBreakerIsOpenThen() throws Exception {
    for (int i = 0; i < 500; i++) {
      platform.instead(
          Call.GET,
          new MockResponse.Builder().addHeader("Content-Type", "text/html").body("<html>").build());
    }
    for (int i = 0; i < 20; i++) {
      first("target-" + i % 3, "eu-west-2");
    }

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_RESPONSE_INVALID");
    assertThat(run.waits)
        .extracting(Outcome.RetryAfter::reason)
        .anyMatch(reason -> reason.contains("breaker"));
  }

  @Test
  void theWaitingListTellsWhyAndUntilWhen() throws Exception {
    platform.instead(Call.GET, tooMany(60));
    first("one", "eu-west-2");

    JsonNode list = waiting();

    assertThat(list).hasSize(1);
    assertThat(list.get(0).path("target").textValue()).isEqualTo("OAUTH_CLIENT/eu-west-2/one");
    assertThat(list.get(0).path("code").textValue()).isEqualTo("PLATFORM_RATE_LIMITED");
    assertThat(list.get(0).path("until").textValue())
        .isEqualTo(Certificates.NOW.plusSeconds(60).toString());

    run.clock.advance(Duration.ofSeconds(91));
    assertThat(waiting()).as("what went to another process").isEmpty();
  }

  @Test
  void theWaitingListTellsOfOneRotationOnly() throws Exception {
    platform.instead(Call.GET, tooMany(60));
    first("one", "eu-west-2");
    first("two", "eu-west-2");
    JsonNode second = waiting().get(1);

    assertThat(waiting("rotationId=" + second.path("rotationId").textValue()))
        .containsExactly(second);
    assertThatThrownBy(() -> waiting("rotation=second"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("?rotationId=UUID");
    assertThatThrownBy(() -> waiting("rotationId=second"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("second");
  }

  @Test
  void theWaitingListForgetsWhatEnded() throws Exception {
    platform.instead(Call.GET, tooMany(60));

    run.handle().applied();

    assertThat(waiting()).isEmpty();
  }

  @Test
  void aRotationThatIsHeldBackForLongerThanItsBudgetFails() throws Exception {
    for (int i = 0; i < 4; i++) {
      platform.instead(Call.GET, tooMany(3600));
    }
    first("one", "eu-west-2");
    first("two", "eu-west-2");

    RotationFailed failed = run.handle().failed();

    assertThat(failed.getCode()).isEqualTo("PLATFORM_RATE_LIMITED");
    assertThat(platform.changes()).isZero();
  }

  private JsonNode waiting() throws IOException {
    return waiting("");
  }

  private JsonNode waiting(String query) throws IOException {
    return new ObjectMapper()
        .readTree(run.stage().pages().get(ApiExecutorStage.WAITING_PAGE).apply(query))
        .path("waiting");
  }

  private Outcome first(String id, String region) throws InterruptedException {
    ChainValidated event =
        Events.validated(Events.target(TargetKind.OAUTH_CLIENT, region, id))
            .setRotationId(UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)))
            .build();
    return run.handleOnce(event, 1, run.clock.instant());
  }

  private static MockResponse tooMany(int seconds) {
    return FakePlatform.json(429, "{}")
        .newBuilder()
        .addHeader("Retry-After", Integer.toString(seconds))
        .build();
  }
}
