package dev.pinwheel.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestParametersTest {

  @Test
  void areReadWithAndWithoutQuotesInAnySpacing() throws Exception {
    DigestParameters parameters =
        DigestParameters.parse("digest  realm = \"a, b\" ,nonce=\"\",\tQOP=auth , nc=00000001");

    assertThat(parameters.get("realm")).contains("a, b");
    assertThat(parameters.get("nonce")).contains("");
    assertThat(parameters.get("qop")).contains("auth");
    assertThat(parameters.get("nc")).contains("00000001");
    assertThat(parameters.isQuoted("realm")).isTrue();
    assertThat(parameters.isQuoted("qop")).isFalse();
    assertThat(parameters.get("opaque")).isEmpty();
  }

  @Test
  void loseTheBackslashesOfQuotedPairs() throws Exception {
    assertThat(DigestParameters.parse("Digest realm=\"a\\\"b\\\\c\"").get("realm"))
        .contains("a\"b\\c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digest realm=\u201cr, s\u201d, nonce=\u201cn\u201d, qop=auth",
        "Digest realm=\u201er, s\u201c, nonce=\u00abn\u00bb, qop=auth",
        "Digest realm=&quot;r, s&quot;, nonce=&#34;n&#34;, qop=auth",
        "Digest realm=\\\"r, s\\\", nonce=\\\"n\\\", qop=auth"
      })
  void areReadInTheQuotesOfTextsPagesAndLogs(String header) throws Exception {
    DigestParameters parameters = DigestParameters.parse(header);

    assertThat(parameters.get("realm")).contains("r, s");
    assertThat(parameters.get("nonce")).contains("n");
    assertThat(parameters.get("qop")).contains("auth");
    assertThat(parameters.isQuoted("nonce")).isTrue();
    assertThat(parameters.notes()).singleElement().asString().contains("HTML", "realm, nonce");
  }

  @Test
  void keepOddQuotesInsideOfPlainOnes() throws Exception {
    DigestParameters parameters =
        DigestParameters.parse("Digest realm=\"a \u201cb\u201d &quot;c&quot;\", nonce=\"n\"");

    assertThat(parameters.get("realm")).contains("a \u201cb\u201d &quot;c&quot;");
    assertThat(parameters.notes()).isEmpty();
  }

  @Test
  void loseALineBreakThatPastingPutIntoAValue() throws Exception {
    DigestParameters parameters =
        DigestParameters.parse("Digest realm=\"two\r\n  words\",\n nonce=\"ab\n   cd\"");

    assertThat(parameters.get("nonce")).contains("abcd");
    assertThat(parameters.get("realm")).as("a folded blank").contains("two words");
    assertThat(parameters.notes())
        .singleElement()
        .asString()
        .contains("line break", "realm, nonce");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic realm=\"a\"",
        "",
        "Digest realm=\"a",
        "Digest realm",
        "Digest realm=\"a\" nonce=\"b\"",
        "Digest ,",
        "Digest realm=\"a\", realm=\"b\""
      })
  void areRefusedWhereTheyAreNone(String header) {
    assertThatExceptionOfType(MalformedDigestException.class)
        .isThrownBy(() -> DigestParameters.parse(header));
  }

  @Test
  void ofAChallengeTellWhatIsOffered() throws Exception {
    DigestChallenge challenge =
        DigestChallenge.parse(
            "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int, auth\", algorithm=SHA-256,"
                + " opaque=\"o\", stale=TRUE");

    assertThat(challenge.qops()).containsExactly("auth-int", "auth");
    assertThat(challenge.chosenQop()).contains(QualityOfProtection.AUTH);
    assertThat(challenge.stale()).isTrue();
    assertThat(challenge.opaque()).contains("o");
    assertThat(DigestChallenge.parse("Digest realm=\"r\", nonce=\"n\"").chosenQop())
        .contains(QualityOfProtection.NONE);
    assertThat(DigestChallenge.parse("Digest realm=\"r\", nonce=\"n\", qop=\"auth-x\"").chosenQop())
        .isEmpty();
  }
}
