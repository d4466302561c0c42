package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsHandshakeProbeTest {

  private final HeldCertificate client =
      TestCa.create(Instant.parse("2026-03-01T00:00:00Z"), new SecureRandom())
          .client("crm")
          .build();
  private final TlsHandshakeProbe probe =
      new TlsHandshakeProbe(Duration.ofMillis(1), ServerTrust.platform());

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

  private Handshake shake(String url) throws Exception {
    return probe.shake(
        URI.create(url), CertificateChain.parse(client.chainPem()), client.privateKey());
  }
}
