package dev.pinwheel.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.tls.MutualTlsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said of a port before a client goes to it, and of one that it does not trust. */
class BootstrapServersTest {

  private static MutualTlsServer tls;
  private static String tlsPort;

  @BeforeAll
  static void start() throws IOException {
    TestCa ca = TestCa.create(Instant.now(), new SecureRandom());
    tls =
        MutualTlsServer.start(
            ca.server("localhost").build(),
            MutualTlsServer.Manners.trusting(ca.root().certificate()).notAsking());
    tlsPort = "localhost:" + tls.url().getPort();
  }

  @AfterAll
  static void stop() {
    tls.close();
  }

  @Test
  void aPortThatSpeaksTlsNamesTheProtocolThatIsNeeded() {
    assertThat(fault(tlsPort, "PLAINTEXT"))
        .isEqualTo(tlsPort + " speaks TLS: kafka.security.protocol must be SSL, not PLAINTEXT");
    assertThat(fault(tlsPort, "SASL_PLAINTEXT"))
        .endsWith("kafka.security.protocol must be SASL_SSL, not SASL_PLAINTEXT");
    assertThat(BootstrapServers.fault(Map.of("bootstrap.servers", tlsPort))).isPresent();
  }

  @Test
  void aPortThatSpeaksTlsIsRightForThoseWhoDo() {
    assertThat(BootstrapServers.fault(client(tlsPort, "SASL_SSL"))).isEmpty();
  }

  @Test
  void aPortWhereNobodyAnswersIsNamed() throws IOException {
    assertThat(fault(deserted(), "PLAINTEXT")).startsWith("no broker answers at 127.0.0.1:");
    assertThat(fault("broker", "PLAINTEXT")).contains("broker is not host:port");
  }

  @Test
  void oneServerThatAnswersIsEnough() throws Exception {
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = Thread.ofVirtual().start(() -> answer(broker));
      String servers = deserted() + ", 127.0.0.1:" + broker.getLocalPort();

      assertThat(BootstrapServers.fault(client(servers, "PLAINTEXT"))).isEmpty();
      answering.join();
    }
  }

  @Test
  void aCertificateThatIsNotTrustedIsNamedWithItsCause() {
    NeedsCheck check = new NeedsCheck(ClusterNeeds.of("chain-validator", client(tlsPort, "SSL")));

    assertThat(check.get())
        .singleElement()
        .asString()
        .contains("not trusted", "kafka.ssl.truststore.location", "valid certification path");
  }

  @Test
  void aTrustStoreThatIsNotThereIsNamed() {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            tlsPort,
            "security.protocol",
            "SSL",
            "ssl.truststore.location",
            "/not/there.p12");

    assertThat(new NeedsCheck(ClusterNeeds.of("chain-validator", client)).get())
        .singleElement()
        .asString()
        .contains("/not/there.p12");
  }

  private static String fault(String servers, String protocol) {
    return BootstrapServers.fault(client(servers, protocol)).orElseThrow();
  }

  private static Map<String, Object> client(String servers, String protocol) {
    return Map.of("bootstrap.servers", servers, "security.protocol", protocol);
  }

  /** A port that was bound a moment ago, and is not any more. */
  private static String deserted() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + gone.getLocalPort();
    }
  }

  /** Answers one client by the first byte of a short message, as brokers do. */
  private static void answer(ServerSocket broker) {
    try (Socket client = broker.accept()) {
      client.getOutputStream().write(0);
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
