package dev.pinwheel.executor.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.Failure.Trail;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sorts answers by what has to be done about them. Statuses are those of RFC 9110 section 15 and,
 * for 425 and 429, RFC 8470 section 5.2 and RFC 6585 section 4.
 */
public final class ResponseClassifier {

  private static final String COMPLIANCE = FailureCode.COMPLIANCE_TLS_CERT_MISMATCH.name();
  private static final int FIRST_ERROR_STATUS = 400;

  private ResponseClassifier() {}

  /**
   * Sorts what came of a request.
   *
   * @param now what a {@code Retry-After} date is measured from
   */
  public static Reaction classify(PlatformRequest request, Exchange exchange, Instant now) {
    return switch (exchange) {
      case Exchange.NoAnswer none ->
          new Reaction.Again(
              Failure.of(FailureCode.PLATFORM_UNAVAILABLE, request.name() + ": " + none.detail()),
              Optional.empty());
      case Exchange.Answered answer -> byStatus(request, answer, now);
    };
  }

  private static Reaction byStatus(PlatformRequest request, Exchange.Answered answer, Instant now) {
    Trail trail = AnswerText.trail(answer);
    String message =
        "%s was answered %d: %s"
            .formatted(request.name(), answer.status(), AnswerText.message(answer));
    int status = answer.status();
    return switch (status) {
      case 401 -> new Reaction.Unauthorized(message, trail);
      case 403 -> forbidden(request, answer, message, trail);
      case 404 -> refused(FailureCode.TARGET_NOT_FOUND, message, trail);
      case 408, 425 -> again(FailureCode.PLATFORM_UNAVAILABLE, message, trail, Optional.empty());
      case 409, 412 ->
          request.method().isWrite()
              ? new Reaction.Conflict(message, trail)
              : refused(FailureCode.PLATFORM_REJECTED, message, trail);
      case 429 -> new Reaction.Throttled(retryAfter(answer, now), trail);
      default -> {
        if (status >= 200 && status < 300) {
          yield done(request, answer, message, trail);
        }
        if (status >= 400 && status < 500) {
          yield refused(FailureCode.PLATFORM_REJECTED, message, trail);
        }
        if (status >= 500 && status < 600) {
          yield again(FailureCode.PLATFORM_UNAVAILABLE, message, trail, retryAfter(answer, now));
        }
        // Redirects are not followed, since they would take the token elsewhere; and the API has
        // none: like a status that HTTP does not have, they come from something in between.
        yield again(FailureCode.PLATFORM_RESPONSE_INVALID, message, trail, Optional.empty());
      }
    };
  }

  private static Reaction done(
      PlatformRequest request, Exchange.Answered answer, String message, Trail trail) {
    if (request.method().isWrite() && answer.body().isEmpty() && !answer.tooLarge()) {
      return new Reaction.Done(MissingNode.getInstance(), version(answer), trail);
    }
    Optional<JsonNode> body = AnswerText.object(answer);
    if (body.isEmpty()) {
      return again(FailureCode.PLATFORM_RESPONSE_INVALID, message, trail, Optional.empty());
    }
    if (isError(body.get())) {
      return again(
          FailureCode.PLATFORM_RESPONSE_INVALID,
          "an error inside a success: " + message,
          trail,
          Optional.empty());
    }
    return new Reaction.Done(body.get(), version(answer), trail);
  }

  /**
   * An error's body under a success's status: {@code error}, or a {@code status} of 400 or more.
   */
  private static boolean isError(JsonNode body) {
    return body.hasNonNull("error") || body.path("status").asInt(0) >= FIRST_ERROR_STATUS;
  }

  private static Reaction forbidden(
      PlatformRequest request, Exchange.Answered answer, String message, Trail trail) {
    Optional<JsonNode> body = AnswerText.object(answer);
    if (body.flatMap(json -> AnswerText.text(json, "error")).filter(COMPLIANCE::equals).isPresent()
        || body.flatMap(json -> AnswerText.text(json, "code"))
            .filter(COMPLIANCE::equals)
            .isPresent()) {
      String at = body.flatMap(json -> AnswerText.text(json, "timestamp")).orElse("unknown time");
      return refused(
          FailureCode.COMPLIANCE_TLS_CERT_MISMATCH,
          "%s (platform's time %s)".formatted(message, at),
          trail);
    }
    return refused(
        FailureCode.PLATFORM_FORBIDDEN, message + "; it needs " + request.permission(), trail);
  }

  private static Optional<String> version(Exchange.Answered answer) {
    return answer.header("ETag").filter(tag -> !tag.isBlank());
  }

  private static Optional<Duration> retryAfter(Exchange.Answered answer, Instant now) {
    return answer.header("Retry-After").flatMap(value -> RetryAfter.parse(value, now));
  }

  private static Reaction refused(FailureCode code, String message, Trail trail) {
    return new Reaction.Refused(new Failure(code, message, trail));
  }

  private static Reaction again(
      FailureCode last, String message, Trail trail, Optional<Duration> asked) {
    return new Reaction.Again(new Failure(last, message, trail), asked);
  }
}
