package dev.pinwheel.stack.simulator.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class HandshakeErrorTest {

  @Test
  void everyWayToFailHasItsCode() {
    assertThat(HandshakeError.of(new ConnectException()))
        .isEqualTo(HandshakeError.CONNECTION_REFUSED);
    assertThat(HandshakeError.of(new SocketTimeoutException())).isEqualTo(HandshakeError.TIMED_OUT);
    assertThat(HandshakeError.of(new SSLHandshakeException("alert")))
        .isEqualTo(HandshakeError.HANDSHAKE_REFUSED);
    assertThat(HandshakeError.of(new SocketException("Connection reset")))
        .isEqualTo(HandshakeError.CONNECTION_LOST);
    assertThat(HandshakeError.of(new SSLException("bad record")))
        .isEqualTo(HandshakeError.CONNECTION_LOST);
    assertThat(HandshakeError.of(new IOException())).isEqualTo(HandshakeError.CONNECTION_LOST);
  }

  @Test
  void aPeerThatHangsUpInTheMiddleIsALostConnectionNotARefusal() {
    SSLHandshakeException hungUp = new SSLHandshakeException("terminated");
    hungUp.initCause(new EOFException());
    assertThat(HandshakeError.of(hungUp)).isEqualTo(HandshakeError.CONNECTION_LOST);
  }
}
