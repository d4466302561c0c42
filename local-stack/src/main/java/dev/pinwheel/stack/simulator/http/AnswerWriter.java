package dev.pinwheel.stack.simulator.http;

import dev.pinwheel.stack.simulator.http.Answer.CutReply;
import dev.pinwheel.stack.simulator.http.Answer.Hang;
import dev.pinwheel.stack.simulator.http.Answer.HugeReply;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.Answer.Reset;
import dev.pinwheel.stack.simulator.http.Answer.SlowReply;
import io.javalin.http.Context;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Map;
import okio.ByteString;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** Carries out an {@link Answer} on a real connection. */
final class AnswerWriter {

  private static final byte[] FILLER = new byte[64 * 1024];

  static {
    Arrays.fill(FILLER, (byte) 'x');
  }

  private final Patience patience;

  AnswerWriter(Patience patience) {
    this.patience = patience;
  }

  void write(Context context, Answer answer) throws IOException {
    switch (answer) {
      case Reply reply -> {
        head(context, reply.code(), reply.headers());
        context.result(reply.body().toByteArray());
      }
      case CutReply cut -> cut(context, cut.whole());
      case SlowReply slow -> slowly(context, slow);
      case HugeReply huge -> huge(context, huge);
      case Reset reset -> reset(context);
      case Hang hang -> {
        patience.pause(hang.most());
        reset(context);
      }
    }
  }

  private static void head(Context context, int status, Map<String, String> headers) {
    context.status(status);
    headers.forEach(context::header);
  }

  private static void cut(Context context, Reply whole) throws IOException {
    head(context, whole.code(), whole.headers());
    ByteString body = whole.body();
    context.res().setContentLength(body.size());
    OutputStream out = context.outputStream();
    out.write(body.substring(0, body.size() / 2).toByteArray());
    context.res().flushBuffer();
    reset(context);
  }

  private void slowly(Context context, SlowReply slow) throws IOException {
    head(context, slow.whole().code(), slow.whole().headers());
    context.res().setContentLength(slow.whole().body().size());
    OutputStream out = context.outputStream();
    for (byte next : slow.whole().body().toByteArray()) {
      out.write(next);
      context.res().flushBuffer();
      if (!patience.pause(slow.pauseAfterEachByte())) {
        reset(context);
        return;
      }
    }
  }

  private static void huge(Context context, HugeReply huge) throws IOException {
    head(context, huge.start().code(), huge.start().headers());
    OutputStream out = context.outputStream();
    try {
      out.write(huge.start().body().toByteArray());
      for (long left = huge.bytes(); left > 0; left -= FILLER.length) {
        out.write(FILLER, 0, (int) Math.min(left, FILLER.length));
      }
    } catch (EOFException theReaderGaveUp) {
      reset(context);
    }
  }

  /** With SO_LINGER 0 a close discards what is unsent and sends RST instead of FIN. */
  private static void reset(Context context) throws IOException {
    EndPoint endPoint =
        ServletContextRequest.getServletContextRequest(context.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    if (!(endPoint.getTransport() instanceof SocketChannel channel)) {
      throw new IllegalStateException("no socket under " + endPoint);
    }
    if (channel.isOpen()) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    endPoint.close();
  }
}
