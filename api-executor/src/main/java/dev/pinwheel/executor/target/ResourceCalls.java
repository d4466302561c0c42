package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.PlatformRequest;
import dev.pinwheel.executor.platform.PlatformRequest.Method;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.RotationPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What reading and writing have in common, whatever the resource is. */
final class ResourceCalls {

  /** Ids that name one path segment: no dots alone, which would name another resource. */
  private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,128}");

  private ResourceCalls() {}

  /** Makes a state of a successful answer. */
  @FunctionalInterface
  interface Parser<S> {
    S parse(Reaction.Done done) throws MalformedAnswerException;
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** What is said of an id that cannot be one, without a call. */
  static <S> Reading<S> noSuch(String kind) {
    return new Reading.NotRead<>(
        new Reaction.Refused(
            Failure.of(FailureCode.TARGET_NOT_FOUND, "no " + kind + "'s id looks like this one")));
  }

  static <S> Reading<S> read(
      PlatformCalls calls, List<String> path, String permission, Parser<S> parser)
      throws InterruptedException {
    PlatformRequest request = PlatformRequest.get(path, permission);
    return switch (calls.call(request)) {
      case Reaction.Done done -> {
        try {
          yield new Reading.Found<>(parser.parse(done));
        } catch (MalformedAnswerException e) {
          yield new Reading.NotRead<>(
              new Reaction.Again(
                  new Failure(
                      FailureCode.PLATFORM_RESPONSE_INVALID,
                      request.name() + ": " + e.getMessage(),
                      done.trail()),
                  Optional.empty()));
        }
      }
      case Reaction other -> new Reading.NotRead<>(other);
    };
  }

  /**
   * Writes a resource if it still has the version that was read. A write that is sent late, by a
   * process that lost its partition meanwhile, is refused by the platform with 412. A weak
   * validator never matches (RFC 9110 section 13.1.1).
   */
  static Reaction write(
      PlatformCalls calls,
      Method method,
      List<String> path,
      RotationPlan plan,
      Optional<String> version,
      JsonNode body,
      String permission)
      throws InterruptedException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Idempotency-Key", plan.idempotencyKey());
    version.filter(tag -> !tag.startsWith("W/")).ifPresent(tag -> headers.put("If-Match", tag));
    return calls.call(new PlatformRequest(method, path, headers, Optional.of(body), permission));
  }
}
