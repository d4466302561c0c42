package dev.pinwheel.requests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

  @Test
  void readsJson() {
    assertThat(JsonDocument.parse(bytes("{\"a\":[1]}"))).isInstanceOf(JsonDocument.Parsed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{", "{} {}", "{'a':1}", "{\"a\":1,}", "NaN", "nul"})
  void refusesWhatIsNoJson(String text) {
    assertThat(fault(text).code()).isEqualTo(FaultCode.NOT_JSON);
  }

  @Test
  void refusesNestingThatIsOnlyMeantToHurt() {
    assertThat(fault("[".repeat(17) + "]".repeat(17)).code()).isEqualTo(FaultCode.NOT_JSON);
    assertThat(JsonDocument.parse(bytes("[".repeat(16) + "]".repeat(16))))
        .isInstanceOf(JsonDocument.Parsed.class);
  }

  @Test
  void refusesANameThatIsTwiceInAnObject() {
    assertThat(fault("{\"a\":1,\n\"a\":2}"))
        .isEqualTo(
            new Fault(
                "", FaultCode.DUPLICATE_KEY, "a name is twice in one object at line 2, column 4"));
  }

  @Test
  void neverRepeatsTheText() {
    assertThat(fault("canary").detail()).doesNotContain("canary");
    assertThat(fault("{\"canary\":1,\"canary\":2}").detail()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----begin encrypted private key-----",
        "text before -----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXktdjEAAAAABG5vbmU",
        "MC4CAQAwBQ-----END PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"
      })
  void findsAPrivateKeyInAnyText(String key) {
    Fault fault = fault("[{},{\"what/ever\":[0,\"" + key + "\"]}]");

    assertThat(fault.code()).isEqualTo(FaultCode.PRIVATE_KEY_IN_BUNDLE);
    assertThat(fault.pointer()).isEqualTo("/1/what~1ever/1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the private key was replaced",
        "we begin private key rotation - at the end",
        "text before -----BEGIN OPENSSH PRIVATE KEY----- and after"
      })
  void textAboutPrivateKeysIsNoPrivateKey(String text) {
    assertThat(JsonDocument.parse(bytes("\"" + text + "\"")))
        .isInstanceOf(JsonDocument.Parsed.class);
  }

  private static Fault fault(String text) {
    JsonDocument document = JsonDocument.parse(bytes(text));
    assertThat(document).isInstanceOf(JsonDocument.Refused.class);
    return ((JsonDocument.Refused) document).fault();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
