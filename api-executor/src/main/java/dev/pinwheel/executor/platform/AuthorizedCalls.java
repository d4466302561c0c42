package dev.pinwheel.executor.platform;

import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.traffic.Pass;
import dev.pinwheel.executor.traffic.RateWindow;
import dev.pinwheel.executor.traffic.Signal;
import dev.pinwheel.executor.traffic.TrafficGate;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.config.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls with a token; a token that is refused is replaced once for each call. What each answer says
 * about the platform as a whole is told to its gate.
 */
public final class AuthorizedCalls implements PlatformCalls {

  private final PlatformClient client;
  private final TokenSource tokens;
  private final Clock clock;
  private final PlatformPlace place;
  private final TraceContext trace;
  private final Lane lane;

  /**
   * How the calls of one handling take part in the traffic.
   *
   * @param gate of the place that is called
   * @param pass of the handling
   * @param target whose handling it is, as text
   */
  public record Lane(TrafficGate gate, Pass pass, String target) {}

  public AuthorizedCalls(
      PlatformClient client,
      TokenSource tokens,
      Clock clock,
      PlatformPlace place,
      TraceContext trace,
      Lane lane) {
    this.client = client;
    this.tokens = tokens;
    this.clock = clock;
    this.place = place;
    this.trace = trace;
    this.lane = lane;
  }

  @Override
  public Reaction call(PlatformRequest request) throws InterruptedException {
    return switch (tokens.token(place)) {
      case TokenAnswer.NotGranted no -> notGranted(no);
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
      case TokenAnswer.NotGranted no -> notGranted(no);
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

  /** Without tokens there is no platform either: an outage of the login is heard of, too. */
  private Reaction notGranted(TokenAnswer.NotGranted no) {
    lane.gate().heard(lane.target(), signal(no.reaction(), Optional.empty()), clock.instant());
    return no.reaction();
  }

  private Reaction callWith(PlatformRequest request, Secret token) throws InterruptedException {
    lane.pass().call();
    Exchange exchange = client.exchange(place.api(), request, token, trace);
    Reaction reaction = ResponseClassifier.classify(request, exchange, clock.instant());
    Optional<RateWindow> window =
        exchange instanceof Exchange.Answered answer
            ? RateWindow.of(answer::header)
            : Optional.empty();
    lane.gate().heard(lane.target(), signal(reaction, window), clock.instant());
    return reaction;
  }

  private static Signal signal(Reaction reaction, Optional<RateWindow> window) {
    return switch (reaction) {
      case Reaction.Again again -> new Signal.Failed(notNegative(again.asked()));
      case Reaction.Throttled throttled -> new Signal.Throttled(notNegative(throttled.asked()));
      // Credentials that are refused say nothing of how the platform is; nor do they call it.
      case Reaction.Refused refused
          when refused.failure().code() == FailureCode.PLATFORM_CREDENTIALS_REFUSED ->
          new Signal.Nothing();
      case Reaction.Done done -> new Signal.Answered(window);
      case Reaction.Unauthorized refused -> new Signal.Answered(window);
      case Reaction.Conflict conflict -> new Signal.Answered(window);
      case Reaction.Refused refused -> new Signal.Answered(window);
    };
  }

  private static Optional<Duration> notNegative(Optional<Duration> asked) {
    return asked.filter(time -> !time.isNegative());
  }
}
