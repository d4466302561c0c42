package dev.pinwheel.stack.simulator.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CertificateChainTest {

  private static final String PEM = Platform.NEW.chainPem();

  @Test
  void readsEveryCertificateInOrder() throws Exception {
    CertificateChain chain = CertificateChain.read(PEM);
    assertThat(chain.certificates())
        .containsExactly(Platform.NEW.certificate(), Platform.CA.intermediate().certificate());
    assertThat(chain.pem()).isEqualTo(PEM);
  }

  @Test
  void thePinIsTheBase64Sha256OfTheLeafsDer() throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(Platform.NEW.certificate().getEncoded());
    assertThat(CertificateChain.read(PEM).leafPin())
        .isEqualTo(Base64.getEncoder().encodeToString(hash));
  }

  @Test
  void aMissingLastLineEndIsGood() throws Exception {
    assertThat(CertificateChain.read(PEM.stripTrailing()).certificates()).hasSize(2);
  }

  @Test
  void strayWhiteSpaceIsRefused() {
    refused(" " + PEM);
    refused(PEM + "\n");
    refused(PEM + " ");
    refused(PEM.replace("\n", "\r\n"));
    refused(PEM.replaceFirst("\n", " \n"));
    refused(PEM.replaceFirst("-----END", "\n-----END"));
  }

  @Test
  void missingHeadersTextBetweenAndOtherBlocksAreRefused() {
    refused(PEM.substring(PEM.indexOf('\n') + 1));
    refused(PEM.replaceFirst("-----END CERTIFICATE-----\n", ""));
    refused("subject=CN=new\n" + PEM);
    refused(Platform.NEW.privateKeyPem());
    refused(PEM + Platform.NEW.privateKeyPem());
    refused("");
  }

  @Test
  void aBlockThatIsNoCertificateIsRefused() {
    refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    refused("-----BEGIN CERTIFICATE-----\nA=A=\n-----END CERTIFICATE-----\n");
  }

  private static void refused(String pem) {
    assertThatThrownBy(() -> CertificateChain.read(pem))
        .isInstanceOf(MalformedChainException.class);
  }
}
