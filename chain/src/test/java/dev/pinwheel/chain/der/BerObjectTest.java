package dev.pinwheel.chain.der;

import static dev.pinwheel.chain.ChainCase.CA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BerObjectTest {

  private static final byte[] CERTIFICATE = encoded();

  @Test
  void readsWhatBouncyCastleReadsWithItsOwnStream() throws IOException {
    assertThat(BerObject.read(CERTIFICATE)).isEqualTo(ASN1Primitive.fromByteArray(CERTIFICATE));
    // of indefinite length, in pieces
    byte[] octets = HexFormat.of().parseHex("2480" + "040161" + "04026263" + "0000");
    assertThat(BerObject.read(octets)).isEqualTo(ASN1Primitive.fromByteArray(octets));
  }

  @Test
  void refusesEveryPartOfAnObject() {
    for (int length = 0; length < CERTIFICATE.length; length++) {
      byte[] part = Arrays.copyOf(CERTIFICATE, length);
      assertThatIOException().as("%d bytes", length).isThrownBy(() -> BerObject.read(part));
    }
  }

  @Test
  void refusesWhatFollowsAnObject() {
    byte[] longer = Arrays.copyOf(CERTIFICATE, CERTIFICATE.length + 1);
    assertThatIOException()
        .isThrownBy(() -> BerObject.read(longer))
        .withMessageContaining("not one object");
  }

  /** A length of 2 GiB, no such tag, an integer without a digit, an end without its beginning. */
  @ParameterizedTest
  @ValueSource(strings = {"30847fffffff", "3f", "0200", "0000", "ff", "308080808080"})
  void refusesWhatIsNone(String bytes) {
    assertThatIOException().isThrownBy(() -> BerObject.read(HexFormat.of().parseHex(bytes)));
  }

  private static byte[] encoded() {
    try {
      return CA.client("x").build().certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
