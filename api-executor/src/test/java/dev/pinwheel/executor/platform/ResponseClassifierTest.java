package dev.pinwheel.executor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pinwheel.executor.Certificates;
import dev.pinwheel.executor.platform.PlatformRequest.Method;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseClassifierTest {

  private static final PlatformRequest READ =
      PlatformRequest.get(List.of("api", "v2", "x"), "x:read");
  private static final PlatformRequest WRITE =
      new PlatformRequest(
          Method.PATCH,
          List.of("api", "v2", "x"),
          Map.of(),
          Optional.of(JsonNodeFactory.instance.objectNode()),
          "x:update");

  @Nested
  class Success {

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 299})
    void isDoneWithItsBody(int status) {
      Reaction.Done done = (Reaction.Done) of(READ, answer(status, "{\"id\": \"a\"}"));

      assertThat(done.body().path("id").textValue()).isEqualTo("a");
      assertThat(done.version()).isEmpty();
    }

    @Test
    void carriesTheVersionAsItStands() {
      Exchange answer = answer(200, "{}", "ETag", "W/\"7\"");

      assertThat(((Reaction.Done) of(READ, answer)).version()).contains("W/\"7\"");
    }

    @Test
    void hasNoVersionWhereTheTagIsBlank() {
      assertThat(((Reaction.Done) of(READ, answer(200, "{}", "ETag", " "))).version()).isEmpty();
    }

    @Test
    void ofAWriteNeedsNoBody() {
      Exchange empty = new Exchange.Answered(204, Map.of(), "", false);

      assertThat(((Reaction.Done) of(WRITE, empty)).body().isMissingNode()).isTrue();
    }

    @Test
    void ofAReadNeedsABody() {
      assertThat(last(of(READ, new Exchange.Answered(204, Map.of(), "", false))))
          .isEqualTo(FailureCode.PLATFORM_RESPONSE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/json",
          "Application/JSON; charset=utf-8",
          "application/problem+json",
          "application/hal+json;v=1"
        })
    void isBelievedInAnyKindOfJson(String type) {
      assertThat(of(READ, typed(type, "{}"))).isInstanceOf(Reaction.Done.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "text/html", "text/json", "json", "application/jsonx", "text/x+json"})
    void isNotBelievedInAnyOtherType(String type) {
      assertThat(last(of(READ, typed(type, "{}"))))
          .isEqualTo(FailureCode.PLATFORM_RESPONSE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "{", "[]", "null", "1", "\"x\"", "{} {}", "{} x", "{'a': 1}", "<html>"})
    void isNotBelievedWithoutOneJsonObject(String body) {
      assertThat(last(of(READ, answer(200, body))))
          .isEqualTo(FailureCode.PLATFORM_RESPONSE_INVALID);
    }

    @Test
    void isNotBelievedAboveTheSizeLimit() {
      Exchange large =
          new Exchange.Answered(200, Map.of("content-type", "application/json"), "", true);

      assertThat(last(of(READ, large))).isEqualTo(FailureCode.PLATFORM_RESPONSE_INVALID);
      assertThat(last(of(WRITE, large))).isEqualTo(FailureCode.PLATFORM_RESPONSE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"error\": \"x\"}",
          "{\"error\": {}}",
          "{\"error\": false}",
          "{\"status\": 400}",
          "{\"status\": 599}"
        })
    void isNotBelievedWithAnErrorInside(String body) {
      assertThat(last(of(WRITE, answer(200, body))))
          .isEqualTo(FailureCode.PLATFORM_RESPONSE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"error\": null}",
          "{\"status\": 399}",
          "{\"status\": \"active\"}",
          "{\"status\": 0}"
        })
    void isBelievedWithWhatOnlyLooksLikeAnError(String body) {
      assertThat(of(READ, answer(200, body))).isInstanceOf(Reaction.Done.class);
    }
  }

  @Nested
  class Retriable {

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 501, 502, 503, 504, 599})
    void areTimeoutsAndServerErrors(int status) {
      assertThat(last(of(READ, answer(status, "{}")))).isEqualTo(FailureCode.PLATFORM_UNAVAILABLE);
      assertThat(last(of(WRITE, answer(status, "{}")))).isEqualTo(FailureCode.PLATFORM_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 301, 302, 304, 307, 308, 600, 999})
    void areAnswersThatThePlatformDoesNotGive(int status) {
      assertThat(last(of(READ, answer(status, "{}"))))
          .isEqualTo(FailureCode.PLATFORM_RESPONSE_INVALID);
    }

    @Test
    void isSilence() {
      Reaction.Again again =
          (Reaction.Again) of(WRITE, new Exchange.NoAnswer("SocketTimeoutException: timeout"));

      assertThat(again.last().code()).isEqualTo(FailureCode.PLATFORM_UNAVAILABLE);
      assertThat(again.last().message())
          .isEqualTo("PATCH /api/v2/x: SocketTimeoutException: timeout");
      assertThat(again.last().trail()).isEqualTo(Failure.Trail.NONE);
      assertThat(again.asked()).isEmpty();
    }

    @Test
    void serverErrorsMayAskForTime() {
      Reaction.Again again = (Reaction.Again) of(READ, answer(503, "{}", "Retry-After", "30"));

      assertThat(again.asked()).contains(Duration.ofSeconds(30));
    }
  }

  @Nested
  class Throttled {

    @Test
    void tellsForHowLong() {
      assertThat(asked("30")).contains(Duration.ofSeconds(30));
      assertThat(asked("Sun, 01 Mar 2026 12:00:09 GMT")).contains(Duration.ofSeconds(9));
    }

    @Test
    void mayNotSay() {
      assertThat(asked("later")).isEmpty();
      assertThat(asked("-1")).isEmpty();
      assertThat(((Reaction.Throttled) of(READ, answer(429, "{}"))).asked()).isEmpty();
    }

    private static Optional<Duration> asked(String header) {
      return ((Reaction.Throttled) of(WRITE, answer(429, "{}", "Retry-After", header))).asked();
    }
  }

  @Nested
  class Final {

    @ParameterizedTest
    @CsvSource({
      "400, PLATFORM_REJECTED", "402, PLATFORM_REJECTED", "404, TARGET_NOT_FOUND",
      "405, PLATFORM_REJECTED", "410, PLATFORM_REJECTED", "413, PLATFORM_REJECTED",
      "415, PLATFORM_REJECTED", "422, PLATFORM_REJECTED", "428, PLATFORM_REJECTED",
      "451, PLATFORM_REJECTED", "499, PLATFORM_REJECTED", "403, PLATFORM_FORBIDDEN"
    })
    void areTheOtherClientErrors(int status, FailureCode code) {
      assertThat(refused(of(READ, answer(status, "{}"))).code()).isEqualTo(code);
      assertThat(refused(of(WRITE, answer(status, "{}"))).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412})
    void isNotAConflictOfAWrite(int status) {
      assertThat(of(WRITE, answer(status, "{}"))).isInstanceOf(Reaction.Conflict.class);
      assertThat(refused(of(READ, answer(status, "{}"))).code())
          .isEqualTo(FailureCode.PLATFORM_REJECTED);
    }

    @Test
    void isNotA401() {
      assertThat(of(READ, answer(401, "{}"))).isInstanceOf(Reaction.Unauthorized.class);
    }

    @Test
    void namesTheMissingPermission() {
      assertThat(refused(of(READ, answer(403, "{}"))).message()).contains("it needs x:read");
      assertThat(refused(of(WRITE, answer(403, "{}"))).message()).contains("it needs x:update");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "code"})
    void tellsAComplianceRefusal(String field) {
      Failure failure =
          refused(
              of(
                  WRITE,
                  answer(
                      403,
                      """
                      {"%s": "COMPLIANCE_TLS_CERT_MISMATCH", "details": "issuer differs",
                       "timestamp": "2026-03-01T12:00:00Z", "request_id": "req_1"}\
                      """
                          .formatted(field))));

      assertThat(failure.code()).isEqualTo(FailureCode.COMPLIANCE_TLS_CERT_MISMATCH);
      assertThat(failure.message()).contains("issuer differs", "2026-03-01T12:00:00Z");
      assertThat(failure.trail().requestId()).contains("req_1");
    }

    @Test
    void tellsAComplianceRefusalThatSaysNothingElse() {
      String body = "{\"error\": \"COMPLIANCE_TLS_CERT_MISMATCH\"}";

      assertThat(refused(of(WRITE, answer(403, body))).code())
          .isEqualTo(FailureCode.COMPLIANCE_TLS_CERT_MISMATCH);
      assertThat(refused(of(WRITE, answer(400, body))).code())
          .isEqualTo(FailureCode.PLATFORM_REJECTED);
    }
  }

  @Nested
  class Trail {

    @ParameterizedTest
    @CsvSource({"X-Request-Id", "ININ-Correlation-Id"})
    void isTheHeaders(String header) {
      Failure failure = refused(of(READ, answer(400, "{\"request_id\": \"body\"}", header, "h-1")));

      assertThat(failure.trail().status()).contains(400);
      assertThat(failure.trail().requestId()).contains("h-1");
    }

    @Test
    void isTheBodysWhereNoHeaderIsThere() {
      assertThat(refused(of(READ, answer(400, "{\"request_id\": \"b-1\"}"))).trail().requestId())
          .contains("b-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"request_id\": 7}", "{\"request_id\": \" \"}", "<html>"})
    void mayBeMissing(String body) {
      assertThat(refused(of(READ, answer(400, body))).trail().requestId()).isEmpty();
    }

    @Test
    void isCutAndKeptPrintable() {
      String id =
          refused(of(READ, answer(400, "{}", "X-Request-Id", "a\tb" + "x".repeat(900))))
              .trail()
              .requestId()
              .orElseThrow();

      assertThat(id).startsWith("a b").hasSizeLessThan(300);
    }
  }

  @Nested
  class Message {

    @ParameterizedTest
    @ValueSource(strings = {"message", "error_description", "details", "error"})
    void isThePlatformsOwn(String field) {
      assertThat(message("{\"" + field + "\": \"the reason\"}")).contains("the reason");
    }

    @Test
    void namesTheCallAndTheStatus() {
      assertThat(message("{}")).contains("GET /api/v2/x", "400");
    }

    @Test
    void doesNotRepeatAPage() {
      assertThat(refused(of(READ, typed("text/html", "<b>secret page</b>", 400))).message())
          .contains("18 characters of text/html")
          .doesNotContain("secret page");
    }

    @Test
    void isCutAndKeptOnOneLine() {
      String message = message("{\"message\": \"a\\r\\nb\\u0000" + "x".repeat(5000) + "\"}");

      assertThat(message).contains("a b x").doesNotContain("\n", "\r", "\u0000");
      assertThat(message).hasSizeLessThan(700);
    }

    private static String message(String body) {
      return refused(of(READ, answer(400, body))).message();
    }
  }

  @ParameterizedTest
  @EnumSource
  void knowsWhichMethodsMayChangeSomething(Method method) {
    assertThat(method.isWrite()).isEqualTo(method != Method.GET);
  }

  private static Reaction of(PlatformRequest request, Exchange exchange) {
    return ResponseClassifier.classify(request, exchange, Certificates.NOW);
  }

  private static FailureCode last(Reaction reaction) {
    return ((Reaction.Again) reaction).last().code();
  }

  private static Failure refused(Reaction reaction) {
    return ((Reaction.Refused) reaction).failure();
  }

  private static Exchange typed(String type, String body) {
    return typed(type, body, 200);
  }

  private static Exchange typed(String type, String body, int status) {
    return new Exchange.Answered(status, Map.of("content-type", type), body, false);
  }

  private static Exchange answer(int status, String body, String... header) {
    Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
    for (int i = 0; i < header.length; i += 2) {
      headers.put(header[i].toLowerCase(java.util.Locale.ROOT), header[i + 1]);
    }
    return new Exchange.Answered(status, headers, body, false);
  }
}
