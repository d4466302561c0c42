package dev.pinwheel.executor.target;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS over a socket that this class reads and writes itself. Java's own TLS sockets give up at the
 * first write that fails, with the server's alert unread behind it; have a time limit for each read
 * only; and hide what a peer says that does not speak TLS.
 *
 * <p>Used by one thread. The socket belongs to the caller.
 */
final class TlsConnection {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Socket socket;
  private final SSLEngine engine;
  private final Deadline deadline;
  private final ByteArrayOutputStream flight = new ByteArrayOutputStream();

  /** Both between a compact and a flip: what was received, what was decrypted. */
  private ByteBuffer received;

  private ByteBuffer plain;

  private boolean heard;
  private boolean closed;
  private boolean sentCertificate;
  private Optional<IOException> notSent = Optional.empty();

  TlsConnection(Socket socket, SSLEngine engine, Deadline deadline) {
    this.socket = socket;
    this.engine = engine;
    this.deadline = deadline;
    this.received = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
  }

  /** Until the handshake is complete for us, which in TLS 1.3 is before the server judged it. */
  void handshake() throws IOException {
    engine.beginHandshake();
    while (isShakingHands()) {
      if (closed) {
        throw new EOFException("the server closed the connection");
      }
      step();
    }
    flush();
  }

  void send(byte[] content) throws IOException {
    ByteBuffer source = ByteBuffer.wrap(content);
    while (source.hasRemaining()) {
      wrap(source);
    }
    flush();
  }

  /**
   * What comes next, at least one byte; also goes through a handshake that the server asks for
   * anew. Empty where the server has closed the connection in order.
   *
   * @throws EOFException where it closed it without a word
   */
  Optional<byte[]> receive() throws IOException {
    while (plain.position() == 0) {
      if (closed) {
        return Optional.empty();
      }
      if (isShakingHands()) {
        step();
      } else {
        unwrap();
      }
    }
    byte[] content = new byte[plain.flip().remaining()];
    plain.get(content).compact();
    return Optional.of(content);
  }

  SSLSession session() {
    return engine.getSession();
  }

  /** Whether a certificate of ours went out, which being asked for one does not mean. */
  boolean hasSentCertificate() {
    return sentCertificate;
  }

  /**
   * Tells the server of our leaving, or of what we do not like about it, where it still listens.
   */
  void leave() {
    engine.closeOutbound();
    try {
      while (!engine.isOutboundDone() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        wrap(NOTHING);
      }
      flush();
    } catch (IOException e) {
      notSent = Optional.of(e); // a courtesy: the verdict has been reached
    }
  }

  private boolean isShakingHands() {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
        && engine.getHandshakeStatus() != HandshakeStatus.FINISHED;
  }

  private void step() throws IOException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> wrap(NOTHING);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrap();
      case NOT_HANDSHAKING, FINISHED -> {}
    }
  }

  private void wrap(ByteBuffer source) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(source, record);
    flight.write(record.array(), 0, record.position());
    SSLSession session = engine.getHandshakeSession();
    sentCertificate |= isLocallyCertified(session) || isLocallyCertified(engine.getSession());
    if (result.getStatus() == SSLEngineResult.Status.CLOSED && source.hasRemaining()) {
      throw new EOFException("the server closed the connection");
    }
  }

  private static boolean isLocallyCertified(SSLSession session) {
    return session != null && session.getLocalCertificates() != null;
  }

  /**
   * A server that has refused us may not listen any more. Its alert lies in what we have received,
   * so that a write that fails ends nothing; the next read does, where there is no alert.
   */
  private void flush() {
    if (flight.size() == 0) {
      return;
    }
    try {
      socket.getOutputStream().write(flight.toByteArray());
    } catch (IOException e) {
      notSent = Optional.of(e);
    }
    flight.reset();
  }

  private void unwrap() throws IOException {
    flush();
    SSLEngineResult result;
    try {
      result = engine.unwrap(received.flip(), plain);
    } finally {
      received.compact();
    }
    switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> fill();
      case BUFFER_OVERFLOW ->
          plain = enlarged(plain, engine.getSession().getApplicationBufferSize());
      case OK -> {}
      case CLOSED -> closed = true;
    }
  }

  private void fill() throws IOException {
    if (!received.hasRemaining()) {
      received = enlarged(received, engine.getSession().getPacketBufferSize());
    }
    socket.setSoTimeout(deadline.millisLeft());
    int count =
        socket
            .getInputStream()
            .read(
                received.array(),
                received.arrayOffset() + received.position(),
                received.remaining());
    if (count < 0) {
      EOFException closed = new EOFException("the server closed the connection");
      notSent.ifPresent(closed::addSuppressed);
      throw closed;
    }
    received.position(received.position() + count);
    if (!heard) {
      heard = true;
      NoTlsException.unlessRecord(received.duplicate().flip());
    }
  }

  private static ByteBuffer enlarged(ByteBuffer buffer, int by) throws SSLException {
    if (buffer.capacity() > 16 * by) {
      throw new SSLException("a TLS record that is longer than TLS allows");
    }
    return ByteBuffer.allocate(buffer.capacity() + by).put(buffer.flip());
  }
}
