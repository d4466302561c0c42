package dev.pinwheel.executor.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.executor.Certificates;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateChainTest {

  private static final HeldCertificate LEAF =
      TestCa.create(Certificates.NOW, new SecureRandom()).client("svc").build();

  @Test
  void pinsTheLeafsDer() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(LEAF.certificate().getEncoded());

    assertThat(CertificateChain.parse(LEAF.chainPem()).leafPin().base64())
        .isEqualTo(Base64.getEncoder().encodeToString(hash));
  }

  @Test
  void listsBothPinsOfEveryCertificateLeafFirst() throws Exception {
    CertificateChain chain = CertificateChain.parse(LEAF.fullChainPem());
    byte[] spki =
        MessageDigest.getInstance("SHA-256").digest(LEAF.certificate().getPublicKey().getEncoded());

    assertThat(chain.pins()).hasSize(3).doesNotHaveDuplicates();
    assertThat(chain.pins().getFirst().getCertificatePin()).isEqualTo(chain.leafPin().base64());
    assertThat(chain.pins().getFirst().getSpkiPin())
        .isEqualTo(Base64.getEncoder().encodeToString(spki));
  }

  @Test
  void tellsTheLeafsValidity() throws Exception {
    CertificateChain chain = CertificateChain.parse(LEAF.chainPem());

    assertThat(chain.notBefore()).isEqualTo(LEAF.certificate().getNotBefore().toInstant());
    assertThat(chain.notAfter()).isEqualTo(LEAF.certificate().getNotAfter().toInstant());
  }

  @Test
  void readsCarriageReturnsAndTextAround() throws Exception {
    String pem = "subject=CN=svc\r\n" + LEAF.chainPem().replace("\n", "\r\n") + "bye";

    assertThat(CertificateChain.parse(pem).leafPin())
        .isEqualTo(CertificateChain.parse(LEAF.chainPem()).leafPin());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE----------END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nA=A\n-----END CERTIFICATE-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
      })
  void refusesWhatIsNoChain(String pem) {
    assertThatExceptionOfType(MalformedChainException.class)
        .isThrownBy(() -> CertificateChain.parse(pem));
  }

  @Test
  void refusesAChainWithOneBrokenCertificateAndSaysWhich() {
    String pem = LEAF.pem() + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";

    assertThatExceptionOfType(MalformedChainException.class)
        .isThrownBy(() -> CertificateChain.parse(pem))
        .withMessageContaining("position 1");
  }
}
