package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Peers that never come as far as a certificate request, each with the bytes that it sends. */
class UnwillingPeersTest {

  private static final Duration GENEROUS = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Type handshake, TLS 1.2, 16,384 bytes: a record whose end can be put off for long. */
  private static final byte[] LONG_RECORD = HexFormat.of().parseHex("16030340000200");

  private final HeldCertificate client =
      TestCa.create(Instant.parse("2026-03-01T00:00:00Z"), new SecureRandom())
          .client("crm")
          .build();

  /** What a peer does with a connection once the client has said something. */
  @FunctionalInterface
  private interface Manner {
    void treat(Socket socket) throws IOException;
  }

  @Test
  void oneThatClosesBeforeItAskedIsUnreachable() throws Exception {
    assertThat(probe(GENEROUS, socket -> {}))
        .isEqualTo(
            new Handshake.Unreachable(
                "the server closed the connection before it asked for a certificate;"
                    + " no server name was sent: the host is an address"));
  }

  @Test
  void oneThatResetsBeforeItAskedIsUnreachable() throws Exception {
    assertThat(probe(GENEROUS, socket -> socket.setSoLinger(true, 0)))
        .isInstanceOfSatisfying(
            Handshake.Unreachable.class,
            it -> assertThat(it.reason()).contains("reset the connection before it asked"));
  }

  @ParameterizedTest
  @CsvSource({
    // Alerts of RFC 8446 section 6, level fatal.
    "15030100020246, NoCommonVersion, protocol_version",
    "15030300020228, Refused, 'handshake_failure (the server''s alert), before it asked'",
    "15030300020270, Refused, 'unrecognized_name (the server''s alert), before it asked'",
    "15030300020250, Unreachable, 'internal_error (the server''s alert), before it asked'"
  })
  void anAlertBeforeTheRequestIsNotAboutTheCertificate(String hex, String kind, String said)
      throws Exception {
    Handshake seen = probe(GENEROUS, socket -> say(socket, HexFormat.of().parseHex(hex)));

    assertThat(seen.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(seen.toString()).contains(said);
  }

  /**
   * A ServerHello of RFC 2246 section 7.4.1.3: TLS 1.0, 32 zeros, no session,
   * ECDHE_RSA_WITH_AES_128_CBC_SHA.
   */
  @Test
  void oneThatChoosesAnOldVersionIsNamedSo() throws Exception {
    byte[] hello = HexFormat.of().parseHex("160301002a020000260301" + "00".repeat(32) + "00c01300");

    assertThat(probe(GENEROUS, socket -> say(socket, hello)))
        .isInstanceOfSatisfying(
            Handshake.NoCommonVersion.class, it -> assertThat(it.reason()).contains("TLS10"));
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 400 Bad Request\r\n\r\n"
        + "', 'plain HTTP is spoken there: it answers \"HTTP/1.1 400 Bad Request\"'",
    "'220 mail.example ESMTP\r\n', 'no TLS is spoken there: it says \"220 mail.example ESMTP\"'",
    "'<html>\u0007', 'no TLS is spoken there: it says \"<html> \"'"
  })
  void oneWithoutTlsIsQuoted(String greeting, String said) throws Exception {
    assertThat(probe(GENEROUS, socket -> say(socket, greeting.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(new Handshake.NoTls(said));
  }

  @Test
  void oneThatSaysNothingEndsInTheLimit() throws Exception {
    assertThat(probe(SHORT, UnwillingPeersTest::waitForTheEnd))
        .isEqualTo(
            new Handshake.TooSlow(
                "no whole handshake and answer within PT0.3S;"
                    + " no server name was sent: the host is an address"));
  }

  /**
   * The drip goes on until the probe hangs up: were the limit one for each read, it never would.
   */
  @Test
  void oneThatDripsEndsInTheLimit() throws Exception {
    assertThat(
            probe(
                SHORT,
                socket -> {
                  say(socket, LONG_RECORD);
                  socket.setSoTimeout(20);
                  while (isOpen(socket)) {
                    say(socket, new byte[1]);
                  }
                }))
        .isInstanceOf(Handshake.TooSlow.class);
  }

  @Test
  void aPortThatNobodyListensOnIsUnreachable() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }

    assertThat(shake(GENEROUS, port)).isInstanceOf(Handshake.Unreachable.class);
  }

  private Handshake probe(Duration limit, Manner manner) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread peer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Socket socket = listener.accept()) {
                      // A whole hello, so that nothing of it turns the close into a reset.
                      socket.getInputStream().readNBytes(helloLength(socket));
                      manner.treat(socket);
                    } catch (IOException e) {
                      return; // the probe has left, which is what it is tested for
                    }
                  });
      Handshake seen = shake(limit, listener.getLocalPort());
      peer.join();
      return seen;
    }
  }

  /** Reads the head of the record, and tells how much of it is to come. */
  private static int helloLength(Socket socket) throws IOException {
    byte[] head = socket.getInputStream().readNBytes(5);
    return ByteBuffer.wrap(head).getShort(3);
  }

  private Handshake shake(Duration limit, int port) throws Exception {
    return new TlsHandshakeProbe(limit, TrustedRoots.ofTheJdk())
        .shake(
            URI.create("https://127.0.0.1:" + port + "/"),
            CertificateChain.parse(client.chainPem()),
            client.privateKey());
  }

  private static void say(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private static void waitForTheEnd(Socket socket) throws IOException {
    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
  }

  /** Whether nothing has ended within the read timeout. */
  private static boolean isOpen(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      return in.read() >= 0;
    } catch (java.net.SocketTimeoutException stillThere) {
      return true;
    }
  }
}
