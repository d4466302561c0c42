package dev.pinwheel.webhook.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.webhook.delivery.AttemptResult;
import dev.pinwheel.webhook.delivery.AttemptResult.Answered;
import dev.pinwheel.webhook.delivery.AttemptResult.Failed;
import dev.pinwheel.webhook.delivery.TransportFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Dns;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class OkHttpWebhookSenderIT {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.750Z");
  private static final String BODY = "{\"event\":\"certificate_rotation\",\"é\":1}";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final MockWebServer server = new MockWebServer();
  private WebhookSender sender;

  @BeforeEach
  void start() throws Exception {
    server.start(InetAddress.getLoopbackAddress(), 0);
    sender = sender(Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    sender.close();
    server.close();
  }

  @Test
  void postsTheExactBytesWithTheStandardsHeaders() throws Exception {
    server.enqueue(answer(204).build());

    assertThat(send()).isEqualTo(new Answered(204, Optional.empty(), Optional.empty()));

    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/hooks?tenant=1");
    assertThat(request.getBody().utf8()).isEqualTo(BODY);
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Endpoints.TOKEN);
    assertThat(request.getHeaders().get("webhook-id")).isEqualTo("msg_1");
    assertThat(request.getHeaders().get("webhook-timestamp")).isEqualTo("1795176000");
    assertThat(request.getHeaders().get("traceparent")).isEqualTo(TRACE);
  }

  @Test
  void aReceiverVerifiesWithTheNewAndWithTheOldKey() throws Exception {
    server.enqueue(answer(200).build());
    send();

    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeaders().get("webhook-signature").split(" "))
        .containsExactly(
            expectedSignature(request, Endpoints.KEY),
            expectedSignature(request, Endpoints.OLD_KEY));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 408, 410, 413, 422, 429, 500, 502, 503, 504})
  void anAttemptIsOnePostWhateverTheAnswer(int status) throws Exception {
    // Retry-After: 0 with 408 or 503 is what OkHttp would repeat at once by itself.
    server.enqueue(answer(status).addHeader("Retry-After", "0").body("why not").build());
    server.enqueue(answer(200).build());

    assertThat(send())
        .isEqualTo(new Answered(status, Optional.of(Duration.ZERO), Optional.of("why not")));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsAnAnswerAndNotFollowed(int status) throws Exception {
    server.enqueue(
        answer(status).addHeader("Location", "http://169.254.169.254/latest/meta-data").build());
    server.enqueue(answer(200).build());

    assertThat(send()).isEqualTo(new Answered(status, Optional.empty(), Optional.empty()));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void readsRetryAfterInSecondsAndAsADate() throws Exception {
    server.enqueue(answer(429).addHeader("Retry-After", "7").build());
    server.enqueue(answer(503).addHeader("Retry-After", "Fri, 20 Nov 2026 12:01:00 GMT").build());
    server.enqueue(answer(503).addHeader("Retry-After", "-5").build());

    assertThat(answered().retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(answered().retryAfter()).contains(Duration.ofMillis(59_250));
    assertThat(answered().retryAfter()).isEmpty();
  }

  @Test
  void secretsThatTheReceiverQuotesStayHidden() throws Exception {
    server.enqueue(
        answer(401)
            .body("bad Bearer " + Endpoints.TOKEN + "\nor " + Endpoints.KEY + " " + Endpoints.TOKEN)
            .build());

    assertThat(answered().detail()).contains("bad *** or *** ***");
  }

  @Test
  void ofAHugeBodyOnlyTheBeginningIsRead() throws Exception {
    byte[] chunk = "x".repeat(1 << 20).getBytes(UTF_8);
    Buffer huge = new Buffer();
    for (int i = 0; i < 64; i++) {
      huge.write(chunk);
    }
    server.enqueue(answer(500).body(huge).build());
    server.enqueue(answer(200).body(huge.clone()).build());

    assertThat(answered().detail()).hasValueSatisfying(detail -> assertThat(detail).hasSize(200));
    assertThat(answered().status()).isEqualTo(200);
  }

  @Test
  void aBodyThatNeverEndsIsCutOffAndTheStatusCounts() throws Exception {
    sender.close();
    sender = sender(Duration.ofSeconds(5));
    try (ServerSocket socket = rawServer("HTTP/1.1 500 Oh\r\nContent-Length: 900\r\n\r\nslow")) {
      assertThat(sender.send(endpoint("http://127.0.0.1:" + socket.getLocalPort()), request()))
          .isInstanceOfSatisfying(Answered.class, a -> assertThat(a.status()).isEqualTo(500));
    }
  }

  @Test
  void successNeedsNoBody() throws Exception {
    server.enqueue(answer(200).body("ok").onResponseBody(new SocketEffect.CloseSocket()).build());

    assertThat(answered()).matches(Answered::successful);
  }

  @Test
  void silenceIsATimeout() throws Exception {
    sender.close();
    sender = sender(Duration.ofMillis(300));
    server.enqueue(answer(200).onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThat(send()).isInstanceOfSatisfying(Failed.class, f -> fault(f, TransportFault.TIMEOUT));
  }

  @Test
  void aCutConnectionIsAFailedConnectionAndNotRepeated() throws Exception {
    server.enqueue(answer(200).onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(answer(200).build());

    assertThat(send())
        .isInstanceOfSatisfying(Failed.class, f -> fault(f, TransportFault.CONNECTION_FAILED));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aClosedPortIsAFailedConnection() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(sender.send(endpoint("http://127.0.0.1:" + port + "/"), request()))
        .isInstanceOfSatisfying(Failed.class, f -> fault(f, TransportFault.CONNECTION_FAILED));
  }

  @Test
  void whatIsNotHttpIsAMalformedAnswer() throws Exception {
    try (ServerSocket socket = rawServer("SSH-2.0-OpenSSH_9.9\r\n\r\n")) {
      assertThat(
              sender.send(endpoint("http://127.0.0.1:" + socket.getLocalPort() + "/"), request()))
          .isInstanceOfSatisfying(Failed.class, f -> fault(f, TransportFault.MALFORMED_ANSWER));
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsATlsFailure() throws Exception {
    HeldCertificate certificate =
        TestCa.create(Instant.now(Clock.systemUTC()), new SecureRandom())
            .server("localhost")
            .build();
    try (MockWebServer tls = new MockWebServer()) {
      tls.useHttps(context(certificate).getSocketFactory());
      tls.start(InetAddress.getLoopbackAddress(), 0);

      assertThat(sender.send(endpoint("https://localhost:" + tls.getPort() + "/"), request()))
          .isInstanceOfSatisfying(Failed.class, f -> fault(f, TransportFault.TLS_FAILED));
    }
  }

  @Test
  void aNameThatLeadsInsideIsRefusedBeforeAnythingIsSent() throws Exception {
    Dns inside = host -> List.of(InetAddress.getLoopbackAddress());
    try (WebhookSender strict = sender(inside, false);
        WebhookSender open = sender(inside, true)) {
      Endpoint endpoint = endpoint("http://pki.example:" + server.getPort() + "/");
      server.enqueue(answer(200).build());

      assertThat(strict.send(endpoint, request()))
          .isInstanceOfSatisfying(Failed.class, f -> fault(f, TransportFault.ADDRESS_REFUSED));
      assertThat(server.getRequestCount()).isZero();
      assertThat(open.send(endpoint, request())).isInstanceOf(Answered.class);
    }
  }

  @Test
  void anInterruptEndsTheAttempt() throws Exception {
    server.enqueue(answer(200).onResponseStart(SocketEffect.Stall.INSTANCE).build());
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread attempt =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    send();
                  } catch (InterruptedException e) {
                    ended.set(e);
                  }
                });
    server.takeRequest();
    attempt.interrupt();

    await().atMost(Duration.ofSeconds(60)).until(() -> !attempt.isAlive());
    assertThat(ended.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void connectionsAreUsedAgain() throws Exception {
    for (int i = 0; i < 20; i++) {
      server.enqueue(answer(200).body("thanks").build());
      assertThat(answered().status()).isEqualTo(200);
    }
    Set<Integer> connections = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      connections.add(server.takeRequest().getConnectionIndex());
    }
    // a body that is late is not waited for, and takes its connection with it
    assertThat(connections).hasSizeLessThan(10);
  }

  private AttemptResult send() throws InterruptedException {
    return sender.send(
        endpoint("http://127.0.0.1:" + server.getPort() + "/hooks?tenant=1"), request());
  }

  private Answered answered() throws InterruptedException {
    return (Answered) send();
  }

  private static void fault(Failed failure, TransportFault expected) {
    assertThat(failure.fault()).isEqualTo(expected);
    assertThat(failure.detail()).isNotBlank().doesNotContain("CANARY");
  }

  private static WebhookRequest request() {
    return new WebhookRequest(
        "msg_1", NOW, ByteBuffer.wrap(BODY.getBytes(UTF_8)), "application/json", TRACE);
  }

  private static Endpoint endpoint(String url) {
    return Endpoints.at("pki", URI.create(url));
  }

  private static MockResponse.Builder answer(int status) {
    return new MockResponse.Builder().code(status);
  }

  private static WebhookSender sender(Duration timeout) {
    return new OkHttpWebhookSender(timeout, 8, false, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static WebhookSender sender(Dns dns, boolean internalAllowed) {
    return new OkHttpWebhookSender(
        Duration.ofSeconds(10),
        8,
        new CheckedDns(dns, internalAllowed),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** What the standard tells receivers to compute, from what arrived. */
  private static String expectedSignature(RecordedRequest request, String key) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(key.substring("whsec_".length())), "HmacSHA256"));
    mac.update(request.getHeaders().get("webhook-id").getBytes(UTF_8));
    mac.update((byte) '.');
    mac.update(request.getHeaders().get("webhook-timestamp").getBytes(UTF_8));
    mac.update((byte) '.');
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(request.getBody().toByteArray()));
  }

  /** Answers one connection with these bytes, and then says nothing until the client leaves. */
  private static ServerSocket rawServer(String answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> answerOnce(server, answer));
    return server;
  }

  private static void answerOnce(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().readNBytes(10);
      socket.getOutputStream().write(answer.getBytes(UTF_8));
      socket.getOutputStream().flush();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SSLContext context(HeldCertificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server",
        certificate.privateKey(),
        new char[0],
        certificate.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
