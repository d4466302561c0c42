package dev.pinwheel.testing.sip;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.UnaryOperator;

/**
 * A registrar on a loopback port that answers each request with the next line of its script: a
 * status, and headers.
 */
public final class ScriptedRegistrar implements AutoCloseable {

  public static final String NO_ANSWER = "";

  private final LinkedBlockingDeque<String> script = new LinkedBlockingDeque<>();
  private final List<String> requests = new ArrayList<>();
  private final SipServer server;

  /** Binds a port. */
  private interface Start {
    SipServer with(UnaryOperator<String> answering) throws IOException;
  }

  private ScriptedRegistrar(Start start) throws IOException {
    server = start.with(this::answer);
  }

  public static ScriptedRegistrar udp() throws IOException {
    return new ScriptedRegistrar(SipServer::udp);
  }

  public static ScriptedRegistrar tcp() throws IOException {
    return new ScriptedRegistrar(SipServer::tcp);
  }

  /** Over TLS, with this certificate. */
  public static ScriptedRegistrar tls(HeldCertificate leaf) throws IOException {
    return new ScriptedRegistrar(answering -> SipServer.tls(leaf, answering));
  }

  public int port() {
    return server.port();
  }

  /** Status line's end and headers, such as {@code 200 OK}, separated by line breaks. */
  public ScriptedRegistrar answers(String... lines) {
    script.add(String.join("\r\n", lines));
    return this;
  }

  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private synchronized String answer(String request) {
    requests.add(request);
    String next = script.poll();
    return next == null || next.equals(NO_ANSWER) ? NO_ANSWER : SipServer.response(request, next);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
