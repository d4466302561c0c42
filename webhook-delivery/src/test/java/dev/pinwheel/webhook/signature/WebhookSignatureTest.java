package dev.pinwheel.webhook.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookSignatureTest {

  /** The example that the reference libraries of Standard Webhooks publish. */
  private static final String PUBLISHED_KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String PUBLISHED_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant PUBLISHED_TIME = Instant.ofEpochSecond(1614265330);
  private static final byte[] PUBLISHED_BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
  private static final String PUBLISHED_SIGNATURE =
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  /** RFC 8032 section 7.1, test 1. */
  private static final String RFC_8032_SECRET =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final String RFC_8032_PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

  @Test
  void signsThePublishedExample() {
    assertThat(signature(PUBLISHED_KEY)).isEqualTo(PUBLISHED_SIGNATURE);
  }

  @Test
  void signsWithEveryKeyOfARotationInTheirOrder() {
    String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    assertThat(signature(other, PUBLISHED_KEY).split(" "))
        .hasSize(2)
        .endsWith(PUBLISHED_SIGNATURE)
        .allMatch(one -> one.startsWith("v1,"));
  }

  @Test
  void everyPartIsSigned() {
    List<SigningKey> keys = List.of(SigningKey.parse(PUBLISHED_KEY));

    assertThat(
            List.of(
                WebhookSignature.of(keys, PUBLISHED_ID + "x", PUBLISHED_TIME, PUBLISHED_BODY),
                WebhookSignature.of(
                    keys, PUBLISHED_ID, PUBLISHED_TIME.plusSeconds(1), PUBLISHED_BODY),
                WebhookSignature.of(
                    keys, PUBLISHED_ID, PUBLISHED_TIME, "{\"test\":2432232314}".getBytes(UTF_8))))
        .doesNotContain(PUBLISHED_SIGNATURE)
        .doesNotHaveDuplicates();
  }

  @Test
  void theTimestampIsWholeSecondsRoundedDown() {
    assertThat(WebhookSignature.timestamp(PUBLISHED_TIME.plusMillis(999))).isEqualTo("1614265330");
  }

  @Test
  void ed25519SignsSoThatThePublicKeyVerifies() throws Exception {
    byte[] seed = HexFormat.of().parseHex(RFC_8032_SECRET);
    byte[] both = HexFormat.of().parseHex(RFC_8032_SECRET + RFC_8032_PUBLIC);
    String bySeed = signature("whsk_" + Base64.getEncoder().encodeToString(seed));

    assertThat(bySeed).startsWith("v1a,");
    assertThat(signature("whsk_" + Base64.getEncoder().encodeToString(both))).isEqualTo(bySeed);
    assertThat(verified(bySeed.substring(4), PUBLISHED_BODY)).isTrue();
    assertThat(verified(bySeed.substring(4), "{}".getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 32, 64})
  void takesHmacKeysOfTheLengthsThatTheStandardAllows(int bytes) {
    assertThat(SigningKey.parse(hmac(bytes))).isInstanceOf(HmacKey.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 23, 65})
  void refusesHmacKeysOfOtherLengths(int bytes) {
    assertThatThrownBy(() -> SigningKey.parse(hmac(bytes)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_CANARY!!!CANARYCANARYCANARYCANARY",
        "whsec_",
        "whsk_Q0FOQVJZ",
        "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        ""
      })
  void aFaultOfAKeyTellsNothingOfTheKey(String text) {
    assertThatThrownBy(() -> SigningKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .doesNotContain("CANARY", "MfKQ", "!");
  }

  @Test
  void aKeyNeverPrintsItself() {
    byte[] seed = HexFormat.of().parseHex(RFC_8032_SECRET);
    SigningKey ed25519 = SigningKey.parse("whsk_" + Base64.getEncoder().encodeToString(seed));

    assertThat(SigningKey.parse(PUBLISHED_KEY)).hasToString("whsec_***");
    assertThat(ed25519).hasToString("whsk_***");
  }

  private static String hmac(int bytes) {
    return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  private static String signature(String... keys) {
    return WebhookSignature.of(
        List.of(keys).stream().map(SigningKey::parse).toList(),
        PUBLISHED_ID,
        PUBLISHED_TIME,
        PUBLISHED_BODY);
  }

  /**
   * Verifies with the public key of the RFC, little-endian as RFC 8032 section 5.1.2 encodes it.
   */
  private static boolean verified(String base64, byte[] body) throws Exception {
    byte[] littleEndian = HexFormat.of().parseHex(RFC_8032_PUBLIC);
    byte[] bigEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      bigEndian[i] = littleEndian[31 - i];
    }
    boolean xIsOdd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7F;
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new EdECPublicKeySpec(
                    NamedParameterSpec.ED25519,
                    new EdECPoint(xIsOdd, new BigInteger(1, bigEndian)))));
    verifier.update((PUBLISHED_ID + "." + PUBLISHED_TIME.getEpochSecond() + ".").getBytes(UTF_8));
    verifier.update(body);
    return verifier.verify(Base64.getDecoder().decode(base64));
  }
}
