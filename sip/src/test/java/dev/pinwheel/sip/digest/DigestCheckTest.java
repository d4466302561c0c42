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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DigestCheckTest {

  private static final Secret PASSWORD = new Secret("canary-password");
  private static final String NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
  static final String URI = "sip:10.0.0.1:5060";
  private static final String CHALLENGE =
      "Digest realm=\"genesys.cloud.com\", nonce=\"" + NONCE + "\", qop=\"auth\", opaque=\"o\"";

  static final DigestInput RIGHT =
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
          "auth",
          DigestAlgorithm.MD5,
          Body.EMPTY,
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
            "qop auth-int", input -> input.with(draft -> draft.qop(QualityOfProtection.AUTH_INT))),
        mistake("no qop", input -> input.with(draft -> draft.qop(QualityOfProtection.NONE))),
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
        mistake("the method PRACK", input -> input.with(draft -> draft.method = "PRACK")),
        mistake(
            "with ;transport=tls",
            input -> input.with(draft -> draft.uri = URI + ";transport=tls")),
        mistake(
            "with the user",
            input -> input.with(draft -> draft.uri = "sip:byoc_user@10.0.0.1:5060")),
        mistake(
            "list auth,auth-int in place",
            input -> input.with(draft -> draft.qopText = "auth,auth-int")),
        mistake(
            "the URI's host as its domain",
            input -> input.with(draft -> draft.username = "byoc_user@10.0.0.1")),
        mistake(
            "the user name's hash",
            input -> input.with(draft -> draft.username = input.userHash())),
        mistake("a blank after the password", password("canary-password ")),
        mistake("(CR LF) after the password", password("canary-password\r\n")),
        mistake("in typographic quotes", password("\u201ccanary-password\u201d")),
        mistake("in HTML quotes", password("&quot;canary-password&quot;")),
        mistake("an empty password", password("")),
        mistake(
            "a line break after the password, and the method NOTIFY",
            input ->
                password("canary-password\n").apply(input).with(draft -> draft.method = "NOTIFY")),
        mistake(
            "SHA-512 cut to 256 bits",
            input -> input.with(draft -> draft.algorithm = DigestAlgorithm.SHA_512_CUT)),
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

  private static UnaryOperator<DigestInput> password(String other) {
    return input -> input.with(draft -> draft.password = new Secret(other));
  }

  @ParameterizedTest
  @CsvSource({
    "pa\\ss, pass, without its backslashes",
    "pa\\ss, pa\\\\ss, backslashes doubled",
    "pa\\\\ss, pa\\ss, two backslashes made one",
    "it\u2019s, it's, plain quotes for typographic ones",
    "it's, it\u2019s, typographic quotes for plain ones",
    "a&amp;b, a&b, HTML entities resolved",
    "a&b, a&amp;b, HTML entities",
    "a%40b, a@b, percent-decoded",
    "a@b, a%40b, percent-encoded",
    "'secret  ', secret, without blanks"
  })
  void saysWhatBecameOfThePassword(String given, String hashed, String words) throws Exception {
    String response = RIGHT.with(draft -> draft.password = new Secret(hashed)).response();

    DigestCheck.Verdict verdict =
        DigestCheck.check(DigestAnswer.parse(header(response)), new Secret(given), seen());

    assertThat(verdict.explanation().orElse("")).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"dom\\\\ain, true", "dom\\ain, false"})
  void saysWhetherTheBackslashesOfAUserNameWereKept(String quoted, boolean escaped)
      throws Exception {
    String kept = RIGHT.with(draft -> draft.username = quoted).response();
    String taken = RIGHT.with(draft -> draft.username = escaped ? "dom\\ain" : "domain").response();

    assertThat(check(header(kept).replace("byoc_user", quoted), seen()).explanation().orElse(""))
        .contains("backslashes");
    assertThat(check(header(taken).replace("byoc_user", quoted), seen()).matches()).isTrue();
  }

  @Test
  void needsTheNameWhereTheHeaderHasOnlyItsHash() throws Exception {
    String header =
        header(RIGHT.response()).replace("byoc_user", RIGHT.userHash()) + ", userhash=true";

    assertThat(check(header, account(Optional.of("byoc_user"))).isGood()).isTrue();
    assertThat(check(header, account(Optional.empty())).unknown())
        .singleElement()
        .asString()
        .contains("user name");
    assertThat(check(header, account(Optional.of("other"))).findings())
        .anySatisfy(finding -> assertThat(finding).contains("not the hash of other"));
    assertThat(check(header(RIGHT.response()), account(Optional.of("other"))).findings())
        .singleElement()
        .asString()
        .contains("the account is other");
  }

  private static DigestCheck.Observation account(Optional<String> name) {
    return new DigestCheck.Observation(
        "REGISTER",
        Optional.of(URI),
        name,
        Optional.of(Body.EMPTY),
        Optional.empty(),
        NonceAge.UNKNOWN);
  }

  @Test
  void takesTheAnswerToTheNewNonceOfAStaleChallenge() throws Exception {
    DigestCheck.Observation stale =
        new DigestCheck.Observation(
            "REGISTER",
            Optional.of(URI),
            Optional.empty(),
            Optional.of(Body.EMPTY),
            Optional.of(DigestChallenge.parse(CHALLENGE + ", stale=TRUE")),
            NonceAge.UNKNOWN);

    DigestCheck.Verdict verdict = check(header(RIGHT.response()), stale);

    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.notes()).singleElement().asString().contains("stale=true");
  }

  @Test
  void callsAGuessedLifetimeAGuess() throws Exception {
    for (int age : new int[] {30, 31}) {
      DigestCheck.Observation guessed =
          new DigestCheck.Observation(
              "REGISTER",
              Optional.of(URI),
              Optional.empty(),
              Optional.of(Body.EMPTY),
              Optional.empty(),
              new NonceAge(Optional.of(Duration.ofSeconds(age)), Optional.empty()));

      DigestCheck.Verdict verdict = check(header(RIGHT.response()), guessed);

      assertThat(verdict.isGood()).isTrue();
      assertThat(verdict.notes().toString().contains("is a guess (Kamailio: 300 s)"))
          .isEqualTo(age == 31);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "qop=auth, 'qop=\"auth,auth-int\"', qop must be one of",
    "qop=auth, 'algorithm=ROT13, qop=auth', ROT13"
  })
  void judgesAnAnswerWhoseQopOrAlgorithmIsNone(String right, String wrong, String words)
      throws Exception {
    DigestCheck.Verdict verdict =
        check(header(RIGHT.response()).replace(right, wrong), account(Optional.empty()));

    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.findings()).anySatisfy(finding -> assertThat(finding).contains(words));
  }

  @Test
  void takesTheClientsNonceOfASessionWithoutQop() throws Exception {
    String without =
        header(
                RIGHT
                    .with(draft -> draft.algorithm = DigestAlgorithm.MD5_SESS)
                    .with(draft -> draft.qop(QualityOfProtection.NONE))
                    .response())
            .replace("qop=auth, nc=00000001, ", "");

    assertThat(check(without + ", algorithm=MD5-sess", account(Optional.empty())).isGood())
        .isTrue();
    assertThat(check(without, account(Optional.empty())).findings())
        .anySatisfy(finding -> assertThat(finding).contains("neither nc nor cnonce"));
    assertThat(
            check(
                    without.replace("cnonce=\"0a4f113b\", ", "") + ", algorithm=MD5-sess",
                    account(Optional.empty()))
                .findings())
        .anySatisfy(finding -> assertThat(finding).contains("there must be a cnonce"));
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
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            NonceAge.UNKNOWN);

    assertThat(check(header(RIGHT.response()), seen).findings())
        .singleElement()
        .asString()
        .contains("request line");
  }

  static DigestCheck.Verdict check(String header, DigestCheck.Observation seen)
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
        Optional.empty(),
        Optional.of(Body.EMPTY),
        Optional.of(DigestChallenge.parse(CHALLENGE)),
        new NonceAge(Optional.of(age), Optional.of(Duration.ofSeconds(30))));
  }

  static String header(String response) {
    return ("Digest username=\"byoc_user\", realm=\"genesys.cloud.com\", nonce=\"%s\", uri=\"%s\","
            + " response=\"%s\", qop=auth, nc=00000001, cnonce=\"0a4f113b\", opaque=\"o\"")
        .formatted(NONCE, URI, response);
  }

  private static Arguments mistake(String words, UnaryOperator<DigestInput> change) {
    return Arguments.of(words, change);
  }
}
