package dev.pinwheel.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastedMessageTest {

  private static final String ANSWER =
      "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"x\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANSWER",
        "Authorization: ANSWER",
        "  authorization :ANSWER",
        "Proxy-Authorization: ANSWER\r\n",
        "Authorization: ANSWER\\r\\n",
        "Via: SIP/2.0/UDP h\nAuthorization: ANSWER\nContent-Length: 0\n",
        "REGISTER sip:h SIP/2.0\r\nVia: SIP/2.0/UDP h\r\nAuthorization: ANSWER\r\nl: 0\r\n\r\n",
        "2026/12/01 10:00:00.123456 10.0.0.1:5060 -> 10.0.0.2:5060\n"
            + "REGISTER sip:h SIP/2.0\nAuthorization: ANSWER\nContent-Length: 0\n\n",
        "Session Initiation Protocol (REGISTER)\n    Request-Line: REGISTER sip:h SIP/2.0\n"
            + "    Message Header\n        Authorization: ANSWER\n"
            + "            Authentication Scheme: Digest\n            Username: \"u\"\n"
      })
  void givesTheAnswerHoweverItIsCopied(String pasted) throws Exception {
    PastedMessage message = PastedMessage.of(pasted.replace("ANSWER", ANSWER));

    assertThat(message.answers()).containsExactly(ANSWER);
    if (pasted.contains("REGISTER sip:h")) {
      assertThat(message.requestLine())
          .contains(new PastedMessage.RequestLine("REGISTER", "sip:h"));
    }
  }

  @Test
  void putsFoldedAndWrappedLinesTogether() throws Exception {
    PastedMessage message =
        PastedMessage.of(
            "Authorization: Digest username=\"u\",\n realm=\"r\",\nnonce=\"n\", uri=\"\nsip:h\","
                + " response=\"x\"\nCSeq: 2 REGISTER\n");

    DigestAnswer answer = DigestAnswer.parse(message.answers().getFirst());
    assertThat(answer.get("uri")).contains("sip:h");
    assertThat(answer.response()).isEqualTo("x");
  }

  @Test
  void tellsChallengesFromAnswers() {
    PastedMessage message =
        PastedMessage.of(
            "SIP/2.0 401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"\n"
                + "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\n"
                + "Proxy-Authenticate: Digest realm=\"p\", nonce=\"m\"\n");

    assertThat(message.answers()).isEmpty();
    assertThat(message.challenges()).hasSize(3);
    assertThat(message.requestLine()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v=0\r\na=b\r\n", "v=0\na=b\n", "v=0\na=b"})
  void givesBackTheLineEndsThatContentLengthCounted(String pasted) {
    String head = "INVITE sip:h SIP/2.0\nAuthorization: " + ANSWER + "\nContent-Length: ";

    assertThat(PastedMessage.of(head + "10\n\n" + pasted).body())
        .contains(Body.of("v=0\r\na=b\r\n"));
    assertThat(PastedMessage.of(head + "0\n").body()).contains(Body.EMPTY);
    assertThat(PastedMessage.of(head + "99\n\n" + pasted).body()).isEmpty();
  }

  @Test
  void pairsAnAnswerWithTheChallengeOfItsNonceOrRealm() throws Exception {
    String other = ANSWER.replace("\"r\"", "\"p\"").replace("\"n\"", "\"m\"");

    Pairing byNonce =
        Pairing.of(
            List.of(other, ANSWER), List.of("Basic realm=\"r\", Digest realm=\"r\", nonce=\"n\""));

    assertThat(byNonce.answer().get("nonce")).contains("n");
    assertThat(byNonce.challenge().orElseThrow().realm()).isEqualTo("r");
    assertThat(
            Pairing.of(List.of(other, ANSWER), List.of("Digest realm=\"r\", nonce=\"new\""))
                .answer()
                .get("realm"))
        .contains("r");
  }
}
