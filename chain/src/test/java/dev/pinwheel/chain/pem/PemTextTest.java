package dev.pinwheel.chain.pem;

import static dev.pinwheel.chain.ChainCase.CA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTextTest {

  private static final HeldCertificate LEAF = CA.client("leaf").build();

  @Test
  void aroundTheBlocksAreAnyBytes() throws Exception {
    String text = "friendlyName: Müller\n" + LEAF.pem();

    assertThat(certificates(text.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(1);
    assertThat(certificates(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(1);
    assertThat(certificates(("\ufeff" + text).getBytes(StandardCharsets.UTF_8))).isEqualTo(1);
    assertThat(certificates((LEAF.pem() + "\0\u0080\u00ff").getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(1);
  }

  @Test
  void utf8StaysWhatItIs() throws Exception {
    assertThat(PemText.of("Müller".getBytes(StandardCharsets.UTF_8), "f")).isEqualTo("Müller");
    assertThat(PemText.of(new byte[0], "f")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
  void utf16IsNamedWithTheCommandThatConvertsIt(String charset) {
    byte[] content = LEAF.pem().getBytes(Charset.forName(charset));

    assertThatExceptionOfType(NotPemException.class)
        .isThrownBy(() -> PemText.of(content, "a chain.pem"))
        .withMessageContaining("UTF-16")
        .withMessageContaining("iconv -f UTF-16 -t UTF-8 'a chain.pem'");
  }

  @Test
  void utf16ThatBecameCharactersIsNamedByTheReader() {
    String text =
        new String(LEAF.pem().getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);

    assertThat(new PemReader(PemLimits.REQUEST).read(text))
        .isInstanceOfSatisfying(
            PemReading.Unreadable.class,
            reading -> assertThat(reading.violations().getFirst().message()).contains("UTF-16"));
  }

  @Test
  void aDerFileIsNamedWithTheCommandThatConvertsIt() throws Exception {
    byte[] der = LEAF.certificate().getEncoded();

    assertThatExceptionOfType(NotPemException.class)
        .isThrownBy(() -> PemText.of(der, "leaf.der"))
        .withMessageContaining("openssl x509 -inform der -in leaf.der -out leaf.der.pem");
    assertThatExceptionOfType(NotPemException.class)
        .isThrownBy(() -> PemText.of(PemReaderTest.pkcs7(LEAF), "leaf.p7b"))
        .withMessageContaining("openssl pkcs7 -inform der -print_certs -in leaf.p7b");
  }

  private static int certificates(byte[] content) throws NotPemException {
    return ((PemReading.Read) new PemReader(PemLimits.REQUEST).read(PemText.of(content, "f")))
        .bundle()
        .certificates()
        .size();
  }
}
