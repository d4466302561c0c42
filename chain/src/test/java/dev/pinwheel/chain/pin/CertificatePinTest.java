package dev.pinwheel.chain.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CertificatePinTest {

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ \n";

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void every32BytesAreAPinInOneForm() {
    for (int round = 0; round < 1_000; round++) {
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      String text = Base64.getEncoder().encodeToString(digest);

      assertThat(CertificatePin.parse(text)).contains(new CertificatePin(text));
    }
  }

  @Test
  void aTextIsAPinWhereDecodingAndEncodingGiveItBack() {
    int pins = 0;
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder(Base64.getEncoder().encodeToString(new byte[32]));
      for (int change = random.nextInt(3); change > 0; change--) {
        // mostly at the end, where the padding is
        int position = text.length() - 1 - random.nextInt(random.nextBoolean() ? 3 : text.length());
        text.setCharAt(position, DIGITS.charAt(random.nextInt(DIGITS.length())));
      }
      boolean pin = givesBack(text.toString());
      assertThat(CertificatePin.parse(text.toString()).isPresent()).as("%s", text).isEqualTo(pin);
      pins += pin ? 1 : 0;
    }
    assertThat(pins).isBetween(10_000, 90_000);
  }

  @Test
  void oneByteLessOrMoreIsNone() {
    for (int length : new int[] {0, 31, 33}) {
      String text = Base64.getEncoder().encodeToString(new byte[length]);

      assertThat(CertificatePin.parse(text)).isEmpty();
      assertThatThrownBy(() -> new CertificatePin(text))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static boolean givesBack(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length == 32 && Base64.getEncoder().encodeToString(bytes).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
