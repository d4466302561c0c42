package dev.pinwheel.stack.simulator.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import okio.ByteString;

/** What a simulator does with a request's connection. */
public sealed interface Answer {

  /** The same answer with headers added, where it has a head. */
  default Answer withHeaders(Map<String, String> more) {
    return switch (this) {
      case Reply reply -> reply.with(more);
      case CutReply cut -> new CutReply(cut.whole().with(more));
      case SlowReply slow -> new SlowReply(slow.whole().with(more), slow.pauseAfterEachByte());
      case HugeReply huge -> new HugeReply(huge.start().with(more), huge.bytes());
      case Reset reset -> reset;
      case Hang hang -> hang;
    };
  }

  /** The status that is sent, or 0. */
  default int status() {
    return switch (this) {
      case Reply reply -> reply.code();
      case CutReply cut -> cut.whole().code();
      case SlowReply slow -> slow.whole().code();
      case HugeReply huge -> huge.start().code();
      case Reset reset -> 0;
      case Hang hang -> 0;
    };
  }

  /** An ordinary HTTP answer. */
  record Reply(int code, Map<String, String> headers, ByteString body) implements Answer {

    public Reply {
      headers = Map.copyOf(headers);
    }

    public Reply with(String name, String value) {
      Map<String, String> all = new LinkedHashMap<>(headers);
      all.put(name, value);
      return new Reply(code, all, body);
    }

    public Reply with(Map<String, String> more) {
      Map<String, String> all = new LinkedHashMap<>(headers);
      all.putAll(more);
      return new Reply(code, all, body);
    }
  }

  /** The head promises the whole body, half of it is sent, then the connection is reset. */
  record CutReply(Reply whole) implements Answer {}

  /** One byte of the body, a pause, the next byte. */
  record SlowReply(Reply whole, Duration pauseAfterEachByte) implements Answer {}

  /**
   * The start's body, then filler without a stated length that goes on until the reader gives up or
   * the limit is sent.
   */
  record HugeReply(Reply start, long bytes) implements Answer {}

  /**
   * TCP RST, no byte of an answer: what a crashed gateway or a fire-walled connection looks like.
   */
  record Reset() implements Answer {}

  /** Nothing at all until the time has passed or the simulator stops, then a reset. */
  record Hang(Duration most) implements Answer {}
}
