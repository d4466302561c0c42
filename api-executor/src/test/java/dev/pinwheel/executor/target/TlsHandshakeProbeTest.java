package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.tls.MutualTlsServer;
import dev.pinwheel.testing.tls.MutualTlsServer.Manners;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsHandshakeProbeTest {

  private final HeldCertificate client =
      TestCa.create(Instant.parse("2026-03-01T00:00:00Z"), new SecureRandom())
          .client("crm")
          .build();
  private final TlsHandshakeProbe probe =
      new TlsHandshakeProbe(Duration.ofMillis(1), TrustedRoots.ofTheJdk());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:169.254.169.254]/",
        "https://2852039166/",
        "https://[fe80::1]/",
        "https://0.0.0.0/",
        "https://[::]/",
        "https://224.0.0.1/",
        "http://127.0.0.1/"
      })
  void dialsNoAddressThatNoEndpointHas(String url) throws Exception {
    assertThat(shake(url)).isInstanceOf(Handshake.Refused.class);
  }

  @Test
  void aHostWithAnUnderscoreIsProbedAndItsNameIsCompared() throws Exception {
    TestCa ca = TestCa.create(Instant.now(), new SecureRandom());
    HeldCertificate ours = ca.client("crm").build();
    try (MutualTlsServer server =
        MutualTlsServer.start(
            ca.server("crm_east.example.com").build(), Manners.trusting(ca.root().certificate()))) {
      TlsHandshakeProbe local =
          new TlsHandshakeProbe(
              Duration.ofSeconds(60),
              TrustedRoots.of(List.of(ca.root().certificate())),
              host -> InetAddress.getLoopbackAddress());
      int port = server.url().getPort();
      CertificateChain chain = CertificateChain.parse(ours.chainPem());

      assertThat(
              local.shake(
                  URI.create("HTTPS://crm_east.example.com:%d/a?b=c".formatted(port)),
                  chain,
                  ours.privateKey()))
          .isEqualTo(
              new Handshake.Accepted(
                  "TLSv1.3, 200 to GET /a?b=c; no server name was sent: the host has an"
                      + " underscore"));
      assertThat(
              local.shake(
                  URI.create("https://crm_west.example.com:%d/".formatted(port)),
                  chain,
                  ours.privateKey()))
          .isEqualTo(
              new Handshake.NotTrusted(
                  "the server's certificate has no DNS name crm_west.example.com;"
                      + " no server name was sent: the host has an underscore"));
      assertThat(
              local.shake(
                  URI.create("https://crm.example.com:%d/".formatted(port)),
                  chain,
                  ours.privateKey()))
          .isInstanceOf(Handshake.NotTrusted.class);
    }
  }

  @Test
  void theReasonOfARefusalIsTheAlertsName() throws Exception {
    TestCa ca = TestCa.create(Instant.now(), new SecureRandom());
    HeldCertificate ours = ca.client("crm").build();
    TestCa stranger = TestCa.create(Instant.now(), new SecureRandom());
    try (MutualTlsServer server =
        MutualTlsServer.start(
            ca.server("localhost").build(), Manners.trusting(stranger.root().certificate()))) {
      assertThat(
              new TlsHandshakeProbe(
                      Duration.ofSeconds(60), TrustedRoots.of(List.of(ca.root().certificate())))
                  .shake(server.url(), CertificateChain.parse(ours.chainPem()), ours.privateKey()))
          .isInstanceOfSatisfying(
              Handshake.Refused.class,
              it -> assertThat(it.reason()).startsWith("certificate_unknown (the server's alert)"));
    }
  }

  private Handshake shake(String url) throws Exception {
    return probe.shake(
        URI.create(url), CertificateChain.parse(client.chainPem()), client.privateKey());
  }
}
