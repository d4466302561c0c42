package dev.pinwheel.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.config.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DigestCheckTest {

  private static final Secret PASSWORD = new Secret("canary-password");
  private static final String NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
  private static final String URI = "sip:10.0.0.1:5060";
  private static final String CHALLENGE =
      "Digest realm=\"genesys.cloud.com\", nonce=\"" + NONCE + "\", qop=\"auth\", opaque=\"o\"";

  private static final DigestInput RIGHT =
      new DigestInput(
          "byoc_user",
          "genesys.cloud.com",
          PASSWORD,
          "REGISTER",
          URI,
          NONCE,
          "0a4f113b",
          "00000001",
          QualityOfProtection.AUTH,
          DigestAlgorithm.MD5,
          "",
          StandardCharsets.UTF_8);

  @Test
  void acceptsARightAnswer() throws Exception {
    DigestCheck.Verdict verdict = check(header(RIGHT.response()), seen());

    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.expected()).isEqualTo(RIGHT.response());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("without its port", input -> input.with(draft -> draft.uri = "sip:10.0.0.1")),
        mistake("the URI as sips:", input -> input.with(draft -> draft.uri = "sips:10.0.0.1:5060")),
        mistake(
            "qop auth-int", input -> input.with(draft -> draft.qop = QualityOfProtection.AUTH_INT)),
        mistake("no qop", input -> input.with(draft -> draft.qop = QualityOfProtection.NONE)),
        mistake("SHA-256", input -> input.with(draft -> draft.algorithm = DigestAlgorithm.SHA_256)),
        mistake(
            "MD5-sess", input -> input.with(draft -> draft.algorithm = DigestAlgorithm.MD5_SESS)),
        mistake("the method INVITE", input -> input.with(draft -> draft.method = "INVITE")),
        mistake(
            "realm in its quotes",
            input -> input.with(draft -> draft.realm = "\"genesys.cloud.com\"")),
        mistake(
            "as its domain",
            input -> input.with(draft -> draft.username = "byoc_user@genesys.cloud.com")),
        mistake(
            "line break",
            input -> input.with(draft -> draft.password = new Secret("canary-password\n"))),
        mistake("nc 1", input -> input.with(draft -> draft.nonceCount = "1")),
        mistake(
            "without its port, and the method INVITE",
            input ->
                input
                    .with(draft -> draft.uri = "sip:10.0.0.1")
                    .with(draft -> draft.method = "INVITE")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void saysWhichOtherInputTheAnswerWasComputedWith(String words, UnaryOperator<DigestInput> change)
      throws Exception {
    DigestCheck.Verdict verdict = check(header(change.apply(RIGHT).response()), seen());

    assertThat(verdict.matches()).isFalse();
    assertThat(verdict.explanation().orElse("")).contains(words);
    assertThat(verdict.toString()).doesNotContain("canary-password");
  }

  @Test
  void explainsNothingWhereThePasswordIsAnother() throws Exception {
    DigestCheck.Verdict verdict =
        check(header(RIGHT.with(draft -> draft.password = new Secret("other")).response()), seen());

    assertThat(verdict.matches()).isFalse();
    assertThat(verdict.explanation()).isEmpty();
  }

  @Test
  void findsARealmThatIsNotTheChallenges() throws Exception {
    String header =
        header(RIGHT.with(draft -> draft.realm = "genesys.cloud").response())
            .replace("genesys.cloud.com", "genesys.cloud");

    DigestCheck.Verdict verdict = check(header, seen());

    assertThat(verdict.matches()).as("in itself").isTrue();
    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.findings())
        .singleElement()
        .asString()
        .contains("realm", "genesys.cloud.com");
  }

  @Test
  void findsAnOldNonceButNotOneThatIsJustGoodEnough() throws Exception {
    assertThat(check(header(RIGHT.response()), seen(Duration.ofSeconds(31))).findings())
        .singleElement()
        .asString()
        .contains("31 s old");
    assertThat(check(header(RIGHT.response()), seen(Duration.ofSeconds(30))).findings()).isEmpty();
    assertThat(check(header(RIGHT.response()), seen(Duration.ofSeconds(-5))).findings())
        .singleElement()
        .asString()
        .contains("clocks");
  }

  @Test
  void findsWhatIsAgainstTheFormOfTheHeader() throws Exception {
    String header =
        header(RIGHT.response())
            .replace("qop=auth", "qop=\"auth\"")
            .replace("nc=00000001", "nc=1")
            .replace("uri=\"" + URI + "\"", "uri=" + URI)
            .replace("opaque=\"o\"", "opaque=\"p\"");

    assertThat(check(header, seen()).findings())
        .anySatisfy(finding -> assertThat(finding).contains("qop must not be quoted"))
        .anySatisfy(finding -> assertThat(finding).contains("nc must be eight"))
        .anySatisfy(finding -> assertThat(finding).contains("uri must be quoted"))
        .anySatisfy(finding -> assertThat(finding).contains("opaque is p"));
  }

  @Test
  void findsARequestLineWithAnotherUri() throws Exception {
    DigestCheck.Observation seen =
        new DigestCheck.Observation(
            "REGISTER",
            Optional.of("sip:10.0.0.1"),
            "",
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(30));

    assertThat(check(header(RIGHT.response()), seen).findings())
        .singleElement()
        .asString()
        .contains("request line");
  }

  private static DigestCheck.Verdict check(String header, DigestCheck.Observation seen)
      throws MalformedDigestException {
    return DigestCheck.check(DigestAnswer.parse(header), PASSWORD, seen);
  }

  private static DigestCheck.Observation seen() throws MalformedDigestException {
    return seen(Duration.ofSeconds(1));
  }

  private static DigestCheck.Observation seen(Duration age) throws MalformedDigestException {
    return new DigestCheck.Observation(
        "REGISTER",
        Optional.of(URI),
        "",
        Optional.of(DigestChallenge.parse(CHALLENGE)),
        Optional.of(age),
        Duration.ofSeconds(30));
  }

  private static String header(String response) {
    return ("Digest username=\"byoc_user\", realm=\"genesys.cloud.com\", nonce=\"%s\", uri=\"%s\","
            + " response=\"%s\", qop=auth, nc=00000001, cnonce=\"0a4f113b\", opaque=\"o\"")
        .formatted(NONCE, URI, response);
  }

  private static Arguments mistake(String words, UnaryOperator<DigestInput> change) {
    return Arguments.of(words, change);
  }
}
