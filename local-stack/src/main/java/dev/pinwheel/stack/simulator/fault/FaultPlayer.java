package dev.pinwheel.stack.simulator.fault;

import dev.pinwheel.stack.simulator.http.Answer;
import dev.pinwheel.stack.simulator.http.Answer.CutReply;
import dev.pinwheel.stack.simulator.http.Answer.Hang;
import dev.pinwheel.stack.simulator.http.Answer.HugeReply;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.Answer.Reset;
import dev.pinwheel.stack.simulator.http.Answer.SlowReply;
import dev.pinwheel.stack.simulator.http.Patience;
import dev.pinwheel.stack.simulator.http.Replies;
import java.time.Duration;
import java.util.function.IntFunction;
import okio.ByteString;

/** Turns a fault into what happens to the call that suffers it. */
public final class FaultPlayer {

  private static final Duration LONGEST_HANG = Duration.ofHours(1);
  private static final Duration SLOW_PAUSE = Duration.ofSeconds(1);
  private static final long HUGE = 1L << 30;
  private static final String HTML =
      """
      <!DOCTYPE html>
      <html><head><title>Please wait</title></head>
      <body><h1>We will be right back</h1></body></html>
      """;

  /** Serves a call as usual and has its effect. */
  @FunctionalInterface
  public interface Served {
    Reply serve();
  }

  private final Patience patience;
  private final IntFunction<Reply> errorOfStatus;

  /**
   * Plays faults for one simulator.
   *
   * @param errorOfStatus the simulator's own error body for a status
   */
  public FaultPlayer(Patience patience, IntFunction<Reply> errorOfStatus) {
    this.patience = patience;
    this.errorOfStatus = errorOfStatus;
  }

  /**
   * Plays a fault.
   *
   * @param served serves the call as usual and has its effect; it is called at most once. For the
   *     types that distort what is read or stored it is up to the simulator to do so in here
   */
  public Answer play(Fault fault, Served served) {
    if (waitsFirst(fault.type()) && !patience.pause(fault.delay().orElse(Duration.ZERO))) {
      return new Reset();
    }
    if (fault.afterEffect() && discardsTheAnswer(fault.type())) {
      served.serve();
    }
    return switch (fault.type()) {
      case STATUS -> error(fault, 500);
      case RATE_LIMIT -> error(fault, 429);
      case RESET_BEFORE -> new Reset();
      case RESET_AFTER -> {
        served.serve();
        yield new Reset();
      }
      case HANG -> new Hang(fault.delay().orElse(LONGEST_HANG));
      case GARBAGE_HTML ->
          Replies.typed(fault.status().orElse(200), "text/html", fault.body().orElse(HTML));
      case TRUNCATED_JSON -> halved(served.serve());
      case CUT_BODY -> new CutReply(served.serve());
      case HUGE_BODY -> new HugeReply(opened(served.serve()), HUGE);
      case SLOW_BODY -> new SlowReply(served.serve(), fault.delay().orElse(SLOW_PAUSE));
      case OK_WITH_ERROR ->
          new Reply(
              fault.status().orElse(200),
              errorOfStatus.apply(500).headers(),
              fault.body().map(ByteString::encodeUtf8).orElse(errorOfStatus.apply(500).body()));
      case REDIRECT ->
          Replies.empty(fault.status().orElse(308))
              .with("Location", fault.body().orElse("/redirected"));
      case DELAY, STALE_READ, WRONG_PIN_READ, DROP_WRITE, TOKEN_ERROR -> served.serve();
    };
  }

  private static boolean waitsFirst(FaultType type) {
    return type != FaultType.SLOW_BODY && type != FaultType.HANG;
  }

  private static boolean discardsTheAnswer(FaultType type) {
    return switch (type) {
      case STATUS, RATE_LIMIT, HANG, GARBAGE_HTML, OK_WITH_ERROR, REDIRECT, RESET_BEFORE -> true;
      case DELAY,
          RESET_AFTER,
          TRUNCATED_JSON,
          CUT_BODY,
          HUGE_BODY,
          SLOW_BODY,
          STALE_READ,
          WRONG_PIN_READ,
          DROP_WRITE,
          TOKEN_ERROR ->
          false;
    };
  }

  private Reply error(Fault fault, int usualStatus) {
    Reply usual = errorOfStatus.apply(fault.status().orElse(usualStatus));
    Reply reply =
        new Reply(
            usual.code(),
            usual.headers(),
            fault.body().map(ByteString::encodeUtf8).orElse(usual.body()));
    return fault.retryAfter().map(text -> reply.with("Retry-After", text)).orElse(reply);
  }

  private static Reply halved(Reply whole) {
    return new Reply(
        whole.code(), whole.headers(), whole.body().substring(0, whole.body().size() / 2));
  }

  /** Valid JSON so far, so that a streaming reader has no reason to stop but the size. */
  private static Reply opened(Reply whole) {
    return new Reply(whole.code(), whole.headers(), ByteString.encodeUtf8("{\"filler\":\""));
  }
}
