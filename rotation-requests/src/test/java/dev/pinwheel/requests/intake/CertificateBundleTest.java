package dev.pinwheel.requests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CertificateBundleTest {

  private static final String PEM = Requests.leaf().pem();

  @Test
  void takesAnyLineEndsAndTextBetweenTheBlocks() {
    assertThat(CertificateBundle.flaw(PEM.replace("\n", "\r\n"), 10)).isEmpty();
    assertThat(CertificateBundle.flaw("subject=CN x\n" + PEM + "\n\n  issuer\n" + PEM, 10))
        .isEmpty();
    assertThat(CertificateBundle.flaw(PEM.strip(), 10)).isEmpty();
  }

  @Test
  void takesTheOlderLabelAndIgnoresOtherBlocks() {
    String older = PEM.replace("CERTIFICATE", "X509 CERTIFICATE");
    String list = HeldCertificate.block("X509 CRL", new byte[] {1});

    assertThat(CertificateBundle.flaw(list + older, 1)).isEmpty();
    assertThat(code(list)).isEqualTo(FaultCode.NO_CERTIFICATE);
  }

  @Test
  void takesUpToTheLimit() {
    assertThat(CertificateBundle.flaw(PEM.repeat(10), 10)).isEmpty();
    assertThat(code(PEM.repeat(11))).isEqualTo(FaultCode.TOO_MANY_CERTIFICATES);
  }

  @Test
  void refusesNothing() {
    assertThat(code("")).isEqualTo(FaultCode.NO_CERTIFICATE);
    assertThat(code("MIIB")).isEqualTo(FaultCode.NO_CERTIFICATE);
  }

  @Test
  void saysWhichCertificateIsMalformed() {
    String noBase64 = PEM + "-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----\n";
    String noCertificate =
        PEM + HeldCertificate.block("CERTIFICATE", "text".getBytes(StandardCharsets.UTF_8));

    assertThat(CertificateBundle.flaw(noBase64, 10))
        .contains(
            new CertificateBundle.Flaw(FaultCode.PEM_MALFORMED, "certificate 1 is not base64"));
    assertThat(CertificateBundle.flaw(noCertificate, 10))
        .contains(
            new CertificateBundle.Flaw(
                FaultCode.PEM_MALFORMED, "certificate 1 is no X.509 certificate"));
  }

  @Test
  void refusesABlockWithoutItsEnd() {
    String cut = PEM.substring(0, PEM.indexOf("-----END"));

    assertThat(code(cut)).isEqualTo(FaultCode.PEM_MALFORMED);
    assertThat(code(cut + "-----END X509 CRL-----")).isEqualTo(FaultCode.PEM_MALFORMED);
  }

  private static FaultCode code(String pem) {
    return CertificateBundle.flaw(pem, 10).orElseThrow().code();
  }
}
