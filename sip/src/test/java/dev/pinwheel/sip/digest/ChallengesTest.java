package dev.pinwheel.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChallengesTest {

  private static final String DIGEST = "Digest realm=\"a\", nonce=\"n\", qop=\"auth, auth-int\"";

  @Test
  void areSplitWhereASchemeBeginsAndNotInsideOfQuotes() {
    assertThat(
            Challenges.split(
                "Basic realm=\"x, Digest y\", Negotiate, Bearer abc==, " + DIGEST + ", NTLM"))
        .containsExactly(
            "Basic realm=\"x, Digest y\"", "Negotiate", "Bearer abc==", DIGEST, "NTLM");
    assertThat(Challenges.split("Digest realm = \"a\" , nonce = \"n\"")).hasSize(1);
  }

  @Test
  void passOverOtherSchemesUnknownAlgorithmsAndBrokenOnes() {
    Challenges challenges =
        Challenges.of(
            List.of(
                "Basic realm=\"x\"",
                "Digest realm=\"a\"",
                "Digest realm=\"a\", nonce=\"n\", algorithm=AKAv1-MD5",
                "Digest realm=\"a\", nonce=\"n\", qop=\"token\"",
                DIGEST));

    assertThat(challenges.usable())
        .singleElement()
        .extracting(DigestChallenge::nonce)
        .isEqualTo("n");
    assertThat(challenges.passedOver())
        .satisfiesExactly(
            first -> assertThat(first).contains("Basic"),
            second -> assertThat(second).contains("nonce is missing"),
            third -> assertThat(third).contains("AKAv1-MD5"),
            fourth -> assertThat(fourth).contains("qop token"));
  }

  @Test
  void chooseTheRealmThatIsAskedForAndTheFirstOtherwise() {
    Challenges challenges =
        Challenges.of(
            List.of(
                "Digest realm=\"proxy\", nonce=\"1\"",
                "Digest realm=\"Carrier.example\", nonce=\"2\", algorithm=SHA-256",
                "Digest realm=\"carrier.example\", nonce=\"3\""));

    assertThat(challenges.chosen("carrier.example").orElseThrow().nonce()).isEqualTo("2");
    assertThat(challenges.chosen("other").orElseThrow().nonce()).isEqualTo("1");
    assertThat(Challenges.of(List.of("Basic realm=\"x\"")).chosen("x")).isEmpty();
  }
}
