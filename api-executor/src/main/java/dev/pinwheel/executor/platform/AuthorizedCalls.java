package dev.pinwheel.executor.platform;

import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.config.Secret;
import java.time.Clock;

/** Calls with a token; a token that is refused is replaced once for each call. */
public final class AuthorizedCalls implements PlatformCalls {

  private final PlatformClient client;
  private final TokenSource tokens;
  private final Clock clock;
  private final PlatformPlace place;
  private final TraceContext trace;

  public AuthorizedCalls(
      PlatformClient client,
      TokenSource tokens,
      Clock clock,
      PlatformPlace place,
      TraceContext trace) {
    this.client = client;
    this.tokens = tokens;
    this.clock = clock;
    this.place = place;
    this.trace = trace;
  }

  @Override
  public Reaction call(PlatformRequest request) throws InterruptedException {
    return switch (tokens.token(place)) {
      case TokenAnswer.NotGranted no -> no.reaction();
      case TokenAnswer.Granted first ->
          switch (callWith(request, first.token())) {
            case Reaction.Unauthorized refused -> {
              tokens.refuse(place, first.token());
              yield again(request);
            }
            case Reaction other -> other;
          };
    };
  }

  /** A 401 means that nothing was done, so that even a write may be sent again without reading. */
  private Reaction again(PlatformRequest request) throws InterruptedException {
    return switch (tokens.token(place)) {
      case TokenAnswer.NotGranted no -> no.reaction();
      case TokenAnswer.Granted second ->
          switch (callWith(request, second.token())) {
            case Reaction.Unauthorized refused -> {
              tokens.refuse(place, second.token());
              yield new Reaction.Refused(
                  new Failure(
                      FailureCode.PLATFORM_UNAUTHORIZED, refused.message(), refused.trail()));
            }
            case Reaction other -> other;
          };
    };
  }

  private Reaction callWith(PlatformRequest request, Secret token) throws InterruptedException {
    Exchange exchange = client.exchange(place.api(), request, token, trace);
    return ResponseClassifier.classify(request, exchange, clock.instant());
  }
}
