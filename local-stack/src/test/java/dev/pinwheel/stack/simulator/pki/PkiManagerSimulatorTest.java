package dev.pinwheel.stack.simulator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.stack.simulator.PkiManagerSimulator;
import dev.pinwheel.stack.simulator.fault.Fault;
import dev.pinwheel.stack.simulator.fault.FaultMatch;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.testing.time.MovableClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PkiManagerSimulatorTest {

  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NEXT_SECRET = "whsec_bmV4dCBzZWNyZXQgb2YgdGhlIGVuZHBvaW50";
  private static final String BODY = "{\"event\": \"certificate_rotation\"}";

  private final MovableClock clock = new MovableClock(START);
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .retryOnConnectionFailure(false)
          .followRedirects(false)
          .readTimeout(Duration.ofSeconds(60))
          .build();
  private PkiManagerSimulator pki;

  @BeforeEach
  void start() {
    pki =
        PkiManagerSimulator.start(
            PkiSettings.loopback(clock)
                .withEndpoint("genesys-sync", new Secret(SECRET), new Secret(NEXT_SECRET)));
  }

  @AfterEach
  void stop() {
    pki.close();
    http.connectionPool().evictAll();
    http.dispatcher().executorService().close();
  }

  @Test
  void acceptsTheExampleOfTheStandardWebhooksSpecification() {
    WebhookSecret secret = WebhookSecret.of(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    assertThat(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                okio.ByteString.encodeUtf8("{\"test\": 2432232314}")))
        .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void acceptsASignedMessageAndKeepsItsBytes() throws Exception {
    assertThat(status(message("m1", START))).isEqualTo(200);
    assertThat(pki.accepted())
        .singleElement()
        .satisfies(
            received -> {
              assertThat(received.id()).isEqualTo("m1");
              assertThat(received.endpoint()).isEqualTo("genesys-sync");
              assertThat(received.body().utf8()).isEqualTo(BODY);
              assertThat(received.duplicate()).isFalse();
            });
  }

  @Test
  void acceptsEitherSecretWhileOneIsReplaced() throws Exception {
    assertThat(status(message("m1", START, NEXT_SECRET, BODY))).isEqualTo(200);
    String both = sign("m2", START, SECRET, BODY) + " " + sign("m2", START, NEXT_SECRET, BODY);
    assertThat(status(signed("m2", START, "v1a,AAAA " + both, BODY))).isEqualTo(200);
  }

  @Test
  void refusesASignatureOfAnotherSecretBodyIdOrTime() throws Exception {
    String good = sign("m1", START, SECRET, BODY);
    assertThat(status(message("m1", START, "whsec_d3Jvbmc=", BODY))).isEqualTo(401);
    assertThat(status(signed("m1", START, good, BODY + " "))).isEqualTo(401);
    assertThat(status(signed("m2", START, good, BODY))).isEqualTo(401);
    assertThat(status(signed("m1", START.plusSeconds(1), good, BODY))).isEqualTo(401);
    assertThat(status(signed("m1", START, good.replace("v1,", "v2,"), BODY))).isEqualTo(401);
    assertThat(pki.accepted()).isEmpty();
    assertThat(counts()).contains("\"WRONG_SIGNATURE\":5");
  }

  @Test
  void acceptsFiveMinutesOfDifferenceAndNotASecondMore() throws Exception {
    Duration most = Duration.ofMinutes(5);
    assertThat(status(message("m1", START.minus(most)))).isEqualTo(200);
    assertThat(status(message("m2", START.plus(most)))).isEqualTo(200);
    assertThat(status(message("m3", START.minus(most).minusSeconds(1)))).isEqualTo(401);
    assertThat(status(message("m4", START.plus(most).plusSeconds(1)))).isEqualTo(401);
    assertThat(pki.received().getLast().verification()).contains(Verification.OUT_OF_TIME);
  }

  @Test
  void refusesAMissingOrMalformedHeader() throws Exception {
    Request good = message("m1", START);
    for (String header : new String[] {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
      assertThat(status(good.newBuilder().removeHeader(header).build())).isEqualTo(400);
    }
    assertThat(status(good.newBuilder().header("webhook-timestamp", "today").build()))
        .isEqualTo(400);
    assertThat(status(good.newBuilder().header("webhook-timestamp", "9223372036854775807").build()))
        .isEqualTo(400);
  }

  @Test
  void refusesAReplayAndRecordsARedeliveryAsADuplicate() throws Exception {
    Request first = message("m1", START);
    assertThat(status(first)).isEqualTo(200);
    assertThat(status(first)).isEqualTo(409);
    assertThat(pki.received().getLast().verification()).contains(Verification.REPLAYED);
    clock.advance(Duration.ofSeconds(5));
    Request again = message("m1", START.plusSeconds(5));
    assertThat(status(again)).isEqualTo(200);
    assertThat(pki.accepted()).extracting(Received::duplicate).containsExactly(false, true);
    assertThat(status(again)).isEqualTo(409);
  }

  @Test
  void aDeliveryThatAFaultRefusedWasNotSeenAndMayComeAgainUnchanged() throws Exception {
    add(Fault.status(500));
    Request request = message("m1", START);
    assertThat(status(request)).isEqualTo(500);
    assertThat(pki.received().getLast().verification()).isEmpty();
    assertThat(status(request)).isEqualTo(200);
    assertThat(pki.received().getLast().duplicate()).isFalse();
  }

  @Test
  void anUnknownEndpointIs404() throws Exception {
    Request request =
        message("m1", START).newBuilder().url(pki.webhook("nobody").toString()).build();
    assertThat(status(request)).isEqualTo(404);
  }

  @Test
  void playsStatusWithRetryAfterFromAnAdminCall() throws Exception {
    assertThat(
            admin(
                "POST",
                "/admin/faults",
                """
                {"match": {"targetId": "genesys-sync"},
                 "fault": {"type": "STATUS", "status": 503, "retryAfter": "120"}, "times": 1}\
                """))
        .isEqualTo(201);
    try (Response response = http.newCall(message("m1", START)).execute()) {
      assertThat(response.code()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("120");
    }
    assertThat(status(message("m1", START))).isEqualTo(200);
  }

  @Test
  void aFaultOfThePlatformIsRefused() throws Exception {
    assertThat(admin("POST", "/admin/faults", "{\"fault\": {\"type\": \"DROP_WRITE\"}}"))
        .isEqualTo(400);
  }

  @Test
  void goneIsAStatusLikeAnother() throws Exception {
    add(Fault.status(410));
    assertThat(status(message("m1", START))).isEqualTo(410);
  }

  @Test
  void resetAfterAcceptsTheMessageAndResetsTheConnection() throws Exception {
    add(Fault.of(FaultType.RESET_AFTER));
    assertThatThrownBy(() -> status(message("m1", START)))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(pki.accepted()).hasSize(1);
    add(Fault.of(FaultType.RESET_BEFORE));
    assertThatThrownBy(() -> status(message("m2", START))).isInstanceOf(SocketException.class);
    assertThat(pki.accepted()).hasSize(1);
  }

  @Test
  void hangAfterTheEffectIsA200ThatNeverCame() throws Exception {
    add(Fault.of(FaultType.HANG).afterTheEffect());
    OkHttpClient impatient = http.newBuilder().readTimeout(Duration.ofMillis(200)).build();
    assertThatThrownBy(() -> impatient.newCall(message("m1", START)).execute())
        .isInstanceOf(SocketTimeoutException.class);
    await().atMost(Duration.ofSeconds(60)).until(() -> pki.accepted().size() == 1);
  }

  @Test
  void aSlowBodyComesByteByByte() throws Exception {
    add(Fault.of(FaultType.SLOW_BODY).withDelay(Duration.ofMillis(200)));
    long before = System.nanoTime();
    try (Response response = http.newCall(message("m1", START)).execute()) {
      assertThat(response.code()).isEqualTo(200);
      assertThat(response.body().source().readUtf8(3)).isEqualTo("{\"r");
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .as("two pauses between three bytes")
          .isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }
  }

  @Test
  void aHugeBodyHasNoEndThatOneWouldWaitFor() throws Exception {
    add(Fault.of(FaultType.HUGE_BODY));
    try (Response response = http.newCall(message("m1", START)).execute()) {
      response.body().source().skip(4 * 1024 * 1024);
      assertThat(response.body().source().exhausted()).isFalse();
    }
  }

  @Test
  void aRedirectPointsElsewhereAndCountsWhoFollows() throws Exception {
    add(Fault.of(FaultType.REDIRECT));
    try (Response response = http.newCall(message("m1", START)).execute()) {
      assertThat(response.code()).isEqualTo(308);
      assertThat(response.header("Location")).isEqualTo("/redirected");
    }
    assertThat(pki.followedRedirects()).isZero();
    add(Fault.of(FaultType.REDIRECT));
    OkHttpClient credulous = http.newBuilder().followRedirects(true).build();
    credulous.newCall(message("m2", START)).execute().close();
    assertThat(pki.followedRedirects()).isEqualTo(1);
  }

  @Test
  void downMeansConnectionRefusedAndUpIsTheSamePortAgain() throws Exception {
    assertThat(admin("POST", "/admin/down", "{}")).isEqualTo(204);
    assertThatThrownBy(() -> status(message("m1", START))).isInstanceOf(ConnectException.class);
    assertThat(admin("POST", "/admin/up", "{}")).isEqualTo(204);
    assertThat(status(message("m1", START))).isEqualTo(200);
    pki.down();
    pki.down();
    http.connectionPool().evictAll();
    assertThatThrownBy(() -> status(message("m2", START))).isInstanceOf(ConnectException.class);
    pki.up();
    pki.up();
    assertThat(status(message("m1", START))).isEqualTo(409);
  }

  /** Several times, because what is seen here depends on when the acceptor leaves. */
  @Test
  void whatGoesDownRefusesConnectionsAtOnce() {
    for (int life = 0; life < 200; life++) {
      pki.down();
      assertThatThrownBy(() -> status(message("m1", START))).isInstanceOf(ConnectException.class);
      pki.up();
    }
  }

  @Test
  void bothPortsAreHealthy() throws Exception {
    assertThat(status(new Request.Builder().url(pki.url() + "/health").build())).isEqualTo(200);
    assertThat(status(new Request.Builder().url(pki.adminUrl() + "/health").build()))
        .isEqualTo(200);
  }

  @Test
  void aSecretThatIsNoneIsRefusedWithoutBeingShown() {
    assertThatThrownBy(() -> WebhookSecret.of(new Secret("hunter2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }

  private void add(Fault fault) {
    pki.faults().add(FaultMatch.ANY, fault, 1);
  }

  private int status(Request request) throws IOException {
    try (Response response = http.newCall(request).execute()) {
      return response.code();
    }
  }

  private int admin(String method, String path, String body) throws IOException {
    return status(
        new Request.Builder()
            .url(pki.adminUrl() + path)
            .method(method, RequestBody.create(body, MediaType.get("application/json")))
            .build());
  }

  private String counts() throws IOException {
    Request request = new Request.Builder().url(pki.adminUrl() + "/admin/counts").build();
    try (Response response = http.newCall(request).execute()) {
      return response.body().string();
    }
  }

  private Request message(String id, Instant at) throws Exception {
    return message(id, at, SECRET, BODY);
  }

  private Request message(String id, Instant at, String secret, String body) throws Exception {
    return signed(id, at, sign(id, at, secret, body), body);
  }

  private Request signed(String id, Instant at, String signature, String body) {
    return new Request.Builder()
        .url(pki.webhook("genesys-sync").toString())
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
        .header("webhook-signature", signature)
        .post(
            RequestBody.create(
                body.getBytes(StandardCharsets.UTF_8), MediaType.get("application/json")))
        .build();
  }

  /** Signs with the platform's own Mac, not with the code under test. */
  private static String sign(String id, Instant at, String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    String signed = id + "." + at.getEpochSecond() + "." + body;
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
