package dev.pinwheel.stack.simulator.genesys;

import static dev.pinwheel.stack.simulator.genesys.Platform.NEW;
import static dev.pinwheel.stack.simulator.genesys.Platform.OLD;
import static dev.pinwheel.stack.simulator.genesys.Platform.pin;
import static dev.pinwheel.stack.simulator.genesys.Platform.rotation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.genesys.Platform.Answered;
import dev.pinwheel.stack.simulator.http.Replies;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsOverHttpTest {

  private Platform platform;
  private String token;

  @BeforeEach
  void start() throws Exception {
    platform = new Platform();
    token = platform.token();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void aStatusFaultAnswersWithoutAnyEffectAndThenIsUsedUp() throws Exception {
    platform.fault(
        """
        {"match": {"method": "PATCH"},
         "fault": {"type": "STATUS", "status": 503, "retryAfter": "7"}, "times": 1}\
        """);
    Answered refused = platform.patch(token, rotation());
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers().get("Retry-After")).isEqualTo("7");
    assertThat(refused.json().get("code").asText()).isEqualTo("service.unavailable");
    assertThat(platform.simulator.changes()).isEmpty();
    assertThat(platform.patch(token, rotation()).status()).isEqualTo(200);
  }

  @Test
  void aStatusFaultAfterTheEffectChangesThePlatformAndSaysOtherwise() throws Exception {
    add(FaultMatch.method("PATCH"), Fault.status(504).afterTheEffect());
    assertThat(platform.patch(token, rotation()).status()).isEqualTo(504);
    assertThat(platform.simulator.changes()).hasSize(1);
    assertThat(platform.simulator.calls().getLast().status()).isEqualTo(504);
  }

  @Test
  void retryAfterIsSentAsItIsEvenWhereItIsNonsense() throws Exception {
    for (String text : new String[] {"-5", "soon", "Fri, 20 Nov 2026 12:01:00 GMT"}) {
      add(FaultMatch.ANY, Fault.of(FaultType.RATE_LIMIT).withRetryAfter(text));
      Answered answered = platform.get(token);
      assertThat(answered.status()).isEqualTo(429);
      assertThat(answered.headers().get("Retry-After")).isEqualTo(text);
    }
    add(FaultMatch.ANY, Fault.of(FaultType.RATE_LIMIT));
    assertThat(platform.get(token).headers().get("Retry-After")).isNull();
  }

  @Test
  void faultsAreTakenInTheirOrderOneForEachCall() throws Exception {
    platform.fault(
        """
        [{"fault": {"type": "STATUS", "status": 500}, "times": 2},
         {"fault": {"type": "STATUS", "status": 502}, "times": 1}]\
        """);
    assertThat(platform.get(token).status()).isEqualTo(500);
    assertThat(platform.get(token).status()).isEqualTo(500);
    assertThat(platform.get(token).status()).isEqualTo(502);
    assertThat(platform.get(token).status()).isEqualTo(200);
  }

  @Test
  void resetBeforeIsATcpResetWithoutAnEffect() throws Exception {
    add(FaultMatch.method("PATCH"), Fault.of(FaultType.RESET_BEFORE));
    assertThatThrownBy(() -> platform.patch(token, rotation()))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(platform.simulator.changes()).isEmpty();
    assertThat(platform.simulator.calls().getLast().status()).isZero();
  }

  @Test
  void resetAfterIsATcpResetWithTheEffect() throws Exception {
    add(FaultMatch.method("PATCH"), Fault.of(FaultType.RESET_AFTER));
    assertThatThrownBy(() -> platform.patch(token, rotation()))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(platform.simulator.changes()).hasSize(1);
    assertThat(platform.get(token).json().get("primaryPin").asText()).isEqualTo(pin(NEW));
  }

  @Test
  void hangNeverAnswersAndTheSimulatorStopsAllTheSame() throws Exception {
    add(FaultMatch.method("GET"), Fault.of(FaultType.HANG));
    OkHttpClient impatient = platform.http.newBuilder().readTimeout(Duration.ofMillis(200)).build();
    assertThatThrownBy(() -> impatient.newCall(platform.getRequest(token)).execute())
        .isInstanceOf(SocketTimeoutException.class);
    platform.simulator.close();
    assertThatThrownBy(() -> platform.get(token)).isInstanceOf(IOException.class);
  }

  @Test
  void delayServesTheCallAsUsualButLate() throws Exception {
    add(FaultMatch.method("GET"), Fault.delay(Duration.ofMillis(300)));
    long before = System.nanoTime();
    assertThat(platform.get(token).status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void garbageHtmlIsA200ThatIsNoJson() throws Exception {
    add(FaultMatch.method("PATCH"), Fault.of(FaultType.GARBAGE_HTML));
    Answered answered = platform.patch(token, rotation());
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.headers().get("Content-Type")).startsWith("text/html");
    assertThat(platform.simulator.changes()).isEmpty();
  }

  @Test
  void truncatedJsonEndsInTheMiddleWithARightLength() throws Exception {
    add(FaultMatch.method("GET"), Fault.of(FaultType.TRUNCATED_JSON));
    Answered answered = platform.get(token);
    assertThat(answered.status()).isEqualTo(200);
    assertThatThrownBy(() -> Replies.JSON.readTree(answered.body()))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void cutBodyIsResetInTheMiddle() throws Exception {
    add(FaultMatch.method("PATCH"), Fault.of(FaultType.CUT_BODY));
    Throwable cut = catchThrowable(() -> platform.patch(token, rotation()));
    assertThat(cut).isInstanceOfAny(SocketException.class, ProtocolException.class);
    assertThat(platform.simulator.changes()).hasSize(1);
  }

  @Test
  void hugeBodyGoesOnAndOn() throws Exception {
    add(FaultMatch.method("GET"), Fault.of(FaultType.HUGE_BODY));
    try (Response response = platform.http.newCall(platform.getRequest(token)).execute();
        InputStream body = response.body().byteStream()) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(body.skip(8 * 1024 * 1024)).isEqualTo(8 * 1024 * 1024);
      assertThat(body.read()).isEqualTo('x');
    }
  }

  @Test
  void okWithErrorIs200AroundAnErrorWithoutAnEffect() throws Exception {
    add(
        FaultMatch.method("PATCH"),
        Fault.of(FaultType.OK_WITH_ERROR).withBody("{\"error\":\"CredentialLoadException\"}"));
    Answered answered = platform.patch(token, rotation());
    assertThat(answered.status()).isEqualTo(200);
    assertThat(answered.json().get("error").asText()).isEqualTo("CredentialLoadException");
    assertThat(platform.simulator.changes()).isEmpty();
  }

  @Test
  void aStaleReadShowsTheStateBeforeTheLastChange() throws Exception {
    platform.patch(token, rotation());
    add(FaultMatch.ANY, Fault.of(FaultType.STALE_READ));
    Answered stale = platform.get(token);
    assertThat(stale.json().get("primaryPin").asText()).isEqualTo(pin(OLD));
    assertThat(stale.headers().get("ETag")).isEqualTo("\"1\"");
    assertThat(platform.get(token).json().get("primaryPin").asText()).isEqualTo(pin(NEW));
  }

  @Test
  void aWrongPinReadShowsAPinThatNobodySet() throws Exception {
    add(FaultMatch.ANY, Fault.of(FaultType.WRONG_PIN_READ));
    String shown = platform.get(token).json().get("primaryPin").asText();
    assertThat(shown).isNotEqualTo(pin(OLD)).hasSize(44);
    assertThat(platform.get(token).json().get("primaryPin").asText()).isEqualTo(pin(OLD));
  }

  @Test
  void aDroppedWriteAnswersAsThoughItHadWorkedAndStoresNothing() throws Exception {
    add(FaultMatch.ANY, Fault.of(FaultType.DROP_WRITE));
    Answered lie = platform.patch(token, rotation(), Map.of("Idempotency-Key", "k1"));
    assertThat(lie.status()).isEqualTo(200);
    assertThat(lie.json().get("primaryPin").asText()).isEqualTo(pin(NEW));
    assertThat(platform.simulator.changes()).isEmpty();
    assertThat(platform.get(token).json().get("primaryPin").asText()).isEqualTo(pin(OLD));
    platform.patch(token, rotation(), Map.of("Idempotency-Key", "k1"));
    assertThat(platform.simulator.changes()).hasSize(1);
  }

  @Test
  void aTokenErrorStrikesOnlyTheTokenEndpoint() throws Exception {
    platform.fault("{\"fault\": {\"type\": \"TOKEN_ERROR\"}, \"times\": 1}");
    assertThat(platform.get(token).status()).isEqualTo(200);
    Answered refused =
        platform.call(platform.tokenRequest("pinwheel", "s3cret", "client_credentials"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("error").asText()).isEqualTo("invalid_client");
  }

  @Test
  void aFaultForOneTargetLeavesOthersAlone() throws Exception {
    add(FaultMatch.target("another"), Fault.status(500));
    assertThat(platform.get(token).status()).isEqualTo(200);
    add(FaultMatch.target(Platform.TARGET), Fault.status(500));
    assertThat(platform.get(token).status()).isEqualTo(500);
  }

  private void add(FaultMatch match, Fault fault) {
    platform.simulator.faults().add(match, fault, 1);
  }
}
