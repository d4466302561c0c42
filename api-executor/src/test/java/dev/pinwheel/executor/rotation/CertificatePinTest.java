package dev.pinwheel.executor.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatePinTest {

  @Test
  void isTheSha256OfTheBytes() {
    // FIPS 180-4's example for the message "abc".
    assertThat(CertificatePin.of("abc".getBytes(StandardCharsets.US_ASCII)))
        .hasToString("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 31, 33, 64})
  void refusesAnyOtherLength(int bytes) {
    String base64 = Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThatIllegalArgumentException().isThrownBy(() -> new CertificatePin(base64));
  }

  @Test
  void acceptsThirtyTwoBytes() {
    String base64 = Base64.getEncoder().encodeToString(new byte[32]);

    assertThat(new CertificatePin(base64).base64()).isEqualTo(base64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
        "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=",
        "sha256/ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        " ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa1="
      })
  void refusesOtherSpellingsOfTheSameHash(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new CertificatePin(text));
  }
}
