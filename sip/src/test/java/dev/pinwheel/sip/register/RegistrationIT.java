package dev.pinwheel.sip.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.sip.digest.MalformedDigestException;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.sip.ScriptedRegistrar;
import dev.pinwheel.testing.sip.SipServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrationIT {

  private static final Secret PASSWORD = new Secret("canary-password");
  private static final String CHALLENGE =
      "WWW-Authenticate: Digest realm=\"biloxi.com\", nonce=\"n1\", qop=\"auth\", algorithm=MD5";
  private static final Registration.Account BOB =
      new Registration.Account("sip:bob@biloxi.com", "bob", PASSWORD, Duration.ZERO);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private final TestCa ca = TestCa.create(CLOCK.instant(), new SecureRandom());

  @ParameterizedTest
  @EnumSource
  void answersTheChallengeOverEveryTransport(Transport transport) throws Exception {
    try (ScriptedRegistrar registrar = registrar(transport)) {
      registrar.answers("401 Unauthorized", CHALLENGE).answers("200 OK");

      Report report = register(registrar, transport);

      assertThat(report.isTaken()).isTrue();
      assertThat(report.trace().getLast()).contains("with credentials: 200");
      String answered = registrar.requests().get(1);
      assertThat(answered)
          .startsWith("REGISTER sip:biloxi.com SIP/2.0\r\n")
          .contains("CSeq: 2 REGISTER", "uri=\"sip:biloxi.com\"", "nc=00000001", "Expires: 0")
          .doesNotContain("canary");
    }
  }

  @Test
  void triesOnceMoreWhereTheNonceWasStale() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar
          .answers("401 Unauthorized", CHALLENGE)
          .answers("401 Unauthorized", CHALLENGE.replace("n1", "n2") + ", stale=true")
          .answers("200 OK");

      assertThat(register(registrar, Transport.TCP).isTaken()).isTrue();
      assertThat(registrar.requests().get(2)).contains("nonce=\"n2\"", "nc=00000001");
    }
  }

  @Test
  void givesUpWhereThePasswordIsRefused() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar
          .answers("401 Unauthorized", CHALLENGE)
          .answers("401 Unauthorized", CHALLENGE.replace("n1", "n2"));

      Report report = register(registrar, Transport.TCP);

      assertThat(report.isTaken()).isFalse();
      assertThat(report.status()).isEqualTo(401);
      assertThat(registrar.requests()).hasSize(2);
    }
  }

  @Test
  void neverGoesOnForEverWithStaleNonces() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      for (int i = 0; i < 10; i++) {
        registrar.answers("401 Unauthorized", CHALLENGE + ", stale=true");
      }

      assertThat(register(registrar, Transport.TCP).status()).isEqualTo(401);
      assertThat(registrar.requests()).as("one more try").hasSize(3);
    }
  }

  @Test
  void answersAProxyInItsOwnHeader() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar
          .answers("407 Proxy Authentication Required", CHALLENGE.replace("WWW", "Proxy"))
          .answers("200 OK");

      assertThat(register(registrar, Transport.TCP).isTaken()).isTrue();
      assertThat(registrar.requests().get(1)).contains("Proxy-Authorization: Digest");
    }
  }

  @Test
  void takesTheFirstChallengeThatItKnows() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar
          .answers(
              "401 Unauthorized",
              CHALLENGE.replace("MD5", "AKAv1-MD5"),
              CHALLENGE.replace("MD5", "SHA-256"),
              CHALLENGE)
          .answers("200 OK");

      register(registrar, Transport.TCP);

      assertThat(registrar.requests().get(1)).contains("algorithm=SHA-256,");
    }
  }

  @Test
  void passesOverOtherSchemesAndBrokenChallenges() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar
          .answers(
              "401 Unauthorized",
              "WWW-Authenticate: Basic realm=\"biloxi.com\", NTLM",
              "WWW-Authenticate: Digest realm=\"biloxi.com\"",
              CHALLENGE)
          .answers("200 OK");

      assertThat(register(registrar, Transport.TCP).isTaken()).isTrue();
    }
  }

  @Test
  void prefersTheRealmOfTheAddressOfRecord() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar
          .answers("401 Unauthorized", CHALLENGE.replace("biloxi.com", "other"), CHALLENGE)
          .answers("200 OK");

      register(registrar, Transport.TCP);

      assertThat(registrar.requests().get(1)).contains("realm=\"biloxi.com\"");
    }
  }

  @Test
  void saysWhatIsOfferedWhereNothingCanBeAnswered() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar.answers(
          "401 Unauthorized",
          "WWW-Authenticate: Basic realm=\"x\"",
          CHALLENGE.replace("MD5", "AKAv1-MD5"));

      assertThatExceptionOfType(MalformedDigestException.class)
          .isThrownBy(() -> register(registrar, Transport.TCP))
          .withMessageContainingAll("Basic", "AKAv1-MD5");
    }
  }

  @ParameterizedTest
  @CsvSource({"401, 407", "407, 401"})
  void keepsTheCredentialsOfARegistrarAndAProxy(int first, int second) throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar.answers(challenge(first)).answers(challenge(second)).answers("200 OK");

      assertThat(register(registrar, Transport.TCP).isTaken()).isTrue();
      assertThat(registrar.requests().get(2))
          .contains("\r\nAuthorization: Digest", "\r\nProxy-Authorization: Digest")
          .contains("nonce=\"n%d\"".formatted(first), "nonce=\"n%d\"".formatted(second))
          .as("the first nonce is used again")
          .contains("nc=00000002");
    }
  }

  @Test
  void givesUpWhereTheProxyRefusesWhatTheRegistrarHasNotSeenYet() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar.answers(challenge(407)).answers(challenge(401)).answers(challenge(407));

      assertThat(register(registrar, Transport.TCP).standing()).isEqualTo(Report.Standing.MISMATCH);
      assertThat(registrar.requests()).hasSize(3);
    }
  }

  private static String[] challenge(int status) {
    return new String[] {
      status + " Challenge",
      CHALLENGE.replace("WWW", status == 407 ? "Proxy" : "WWW").replace("n1", "n" + status)
    };
  }

  @ParameterizedTest
  @CsvSource({"0, true, TAKEN", "60, true, REFUSED", "0, false, REFUSED"})
  void takesNotFoundForNoBindingOnlyAfterCredentialsThatRemoveOne(
      int expires, boolean challenged, Report.Standing standing) throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      if (challenged) {
        registrar.answers("401 Unauthorized", CHALLENGE);
      }
      registrar.answers("404 Not Found");

      Report report =
          registration(registrar, Transport.TCP, trusting(ca.root()), LIMIT)
              .register(
                  new Registration.Account(
                      "sip:bob@biloxi.com", "bob", PASSWORD, Duration.ofSeconds(expires)));

      assertThat(report.standing()).isEqualTo(standing);
      assertThat(report.findings().toString().contains("no binding")).isEqualTo(report.isTaken());
    }
  }

  @ParameterizedTest
  @CsvSource({"auth-int, true", "'auth,auth-int', false", "auth, false"})
  void saysThatSomeRegistrarsCannotVerifyTheAuthIntThatTheyOffer(String qop, boolean said)
      throws Exception {
    String offer = CHALLENGE.replace("\"auth\"", "\"" + qop + "\"");
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar.answers("401 Unauthorized", offer).answers("401 Unauthorized", offer);

      assertThat(register(registrar, Transport.TCP).explanation().contains("cannot verify it"))
          .isEqualTo(said);
    }
  }

  @ParameterizedTest
  @CsvSource({"503, UNKNOWN", "408, UNKNOWN", "403, MISMATCH", "423, REFUSED", "603, REFUSED"})
  void tellsTroubleOfTheRegistrarFromARefusal(int status, Report.Standing standing)
      throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar.answers(status + " Some Reason");

      assertThat(register(registrar, Transport.TCP).standing()).isEqualTo(standing);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatNothingListens(Transport transport) {
    assertUnreachable(transport, SipServer.unusedPort(), "nothing listens at");
  }

  @Test
  void saysThatAPlainPortDoesNotAnswerTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> PlainPort.answer(plain));

      assertUnreachable(Transport.TLS, plain.getLocalPort(), "does not answer TLS");
    }
  }

  @Test
  void saysThatAPortSpeaksTls() throws Exception {
    try (ScriptedRegistrar registrar = registrar(Transport.TLS)) {
      assertUnreachable(Transport.TCP, registrar.port(), "TLS");
    }
  }

  private void assertUnreachable(Transport transport, int port, String words) {
    assertThatExceptionOfType(RegistrarUnreachableException.class)
        .isThrownBy(
            () ->
                new Registration(
                        new Registrar(transport, "localhost", port),
                        trusting(ca.root()),
                        CLOCK,
                        new Random(7),
                        LIMIT)
                    .register(BOB))
        .withMessageContaining(words)
        .withMessageContaining("localhost:" + port);
  }

  @Test
  void tellsHowFarTheRegistrarsClockIsAhead() throws Exception {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            CLOCK.instant().plusSeconds(300).atOffset(ZoneOffset.UTC));
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar.answers("200 OK", "Date: " + date);

      assertThat(register(registrar, Transport.TCP).clockOffset().orElseThrow())
          .isBetween(Duration.ofSeconds(240), Duration.ofSeconds(301));
    }
  }

  @Test
  void saysWhatIsWrongWithAChallengeThatIsNone() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar.answers("401 Unauthorized");

      assertThatExceptionOfType(MalformedDigestException.class)
          .isThrownBy(() -> register(registrar, Transport.TCP))
          .withMessageContaining("without a challenge");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void endsWhereNobodyAnswers(Transport transport) throws Exception {
    try (ScriptedRegistrar registrar = registrar(transport)) {
      registrar.answers(ScriptedRegistrar.NO_ANSWER);

      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> register(registrar, transport, Duration.ofSeconds(5)));
      if (transport == Transport.UDP) {
        assertThat(registrar.requests()).as("datagrams are repeated").hasSizeGreaterThan(1);
      } else {
        assertThat(registrar.requests()).as("a stream is not").hasSize(1);
      }
    }
  }

  @Test
  void waitsForTheFinalAnswerThatARepeatedDatagramBrings() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.udp()) {
      registrar.answers("100 Trying").answers("200 OK");

      assertThat(register(registrar, Transport.UDP).isTaken()).isTrue();
      assertThat(registrar.requests()).hasSize(2);
    }
  }

  @Test
  void trustsNoRegistrarOfAnotherRoot() throws Exception {
    TestCa other = TestCa.create(CLOCK.instant(), new SecureRandom());
    try (ScriptedRegistrar registrar = registrar(Transport.TLS)) {
      assertThatThrownBy(
              () ->
                  registration(registrar, Transport.TLS, trusting(other.root()), LIMIT)
                      .register(BOB))
          .isInstanceOf(RegistrarUnreachableException.class)
          .hasMessageContaining("does not lead to a trusted root");
    }
  }

  private ScriptedRegistrar registrar(Transport transport) throws Exception {
    return switch (transport) {
      case UDP -> ScriptedRegistrar.udp();
      case TCP -> ScriptedRegistrar.tcp();
      case TLS -> ScriptedRegistrar.tls(ca.server("localhost").build());
    };
  }

  private Report register(ScriptedRegistrar registrar, Transport transport) throws Exception {
    return register(registrar, transport, LIMIT);
  }

  private Report register(ScriptedRegistrar registrar, Transport transport, Duration timeout)
      throws Exception {
    return registration(registrar, transport, trusting(ca.root()), timeout).register(BOB);
  }

  private static Registration registration(
      ScriptedRegistrar registrar, Transport transport, SSLContext tls, Duration timeout) {
    return new Registration(
        new Registrar(transport, "localhost", registrar.port()),
        tls,
        CLOCK,
        new Random(7),
        timeout);
  }

  private static SSLContext trusting(HeldCertificate root) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", root.certificate());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[0], factory.getTrustManagers(), null);
    return context;
  }
}
