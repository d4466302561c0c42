package dev.pinwheel.sip.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.sip.Ejabberd;
import dev.pinwheel.testing.sip.Kamailio;
import dev.pinwheel.testing.sip.RegistrarProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against registrars that are not ours, with digest code of their own. What they do is the table of
 * docs/compatibility.md.
 */
class RegistrarsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EJABBERD_DOMAIN = "carrier.example";

  @TempDir private static Path folder;

  private static X509Certificate root;
  private static Optional<RegistrarProcess> kamailio = Optional.empty();
  private static Optional<RegistrarProcess> kamailioSha256 = Optional.empty();
  private static Optional<RegistrarProcess> ejabberd = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    TestCa ca = TestCa.create(Instant.now(), new SecureRandom());
    HeldCertificate leaf = ca.server("localhost").keyKind(KeyKind.RSA_2048).build();
    root = ca.root().certificate();
    if (Kamailio.isInstalled()) {
      kamailio = Optional.of(Kamailio.start(sub("kamailio"), leaf, "MD5"));
      kamailioSha256 = Optional.of(Kamailio.start(sub("kamailio-sha-256"), leaf, "SHA-256"));
    }
    if (Ejabberd.isInstalled()) {
      ejabberd = Optional.of(Ejabberd.start(sub("ejabberd"), leaf));
    }
  }

  private static Path sub(String name) throws Exception {
    return Files.createDirectory(folder.resolve(name));
  }

  @AfterAll
  static void stop() {
    kamailio.ifPresent(RegistrarProcess::close);
    kamailioSha256.ifPresent(RegistrarProcess::close);
    ejabberd.ifPresent(RegistrarProcess::close);
  }

  @ParameterizedTest
  @CsvSource({
    "UDP, plain.example",
    "UDP, auth.example",
    "TCP, plain.example",
    "TCP, auth.example",
    "TLS, plain.example",
    "TLS, auth.example"
  })
  void kamailioTakesTheRightPasswordAndNoOther(Transport transport, String domain)
      throws Exception {
    RegistrarProcess registrar = kamailio();

    Report right = register(registrar, transport, domain, RegistrarProcess.PASSWORD);
    Report wrong = register(registrar, transport, domain, "square of life");

    assertThat(right.standing()).as(right.explanation()).isEqualTo(Report.Standing.TAKEN);
    assertThat(right.status()).isEqualTo(200);
    assertThat(wrong.standing()).isEqualTo(Report.Standing.MISMATCH);
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.challenge().orElseThrow().nonce()).hasSize(32);
  }

  @Test
  void kamailioTakesSha256() throws Exception {
    assumeTrue(kamailioSha256.isPresent(), NO_KAMAILIO);
    RegistrarProcess registrar = kamailioSha256.orElseThrow();

    Report right = register(registrar, Transport.UDP, "auth.example", RegistrarProcess.PASSWORD);

    assertThat(right.challenge().orElseThrow().algorithm()).contains("SHA-256");
    assertThat(right.isTaken()).as(right.explanation()).isTrue();
    assertThat(register(registrar, Transport.UDP, "auth.example", "other").isTaken()).isFalse();
  }

  @Test
  void kamailioRefusesTheRightPasswordUnderAuthIntAndThatIsSaid() throws Exception {
    Report report =
        register(kamailio(), Transport.UDP, "auth-int.example", RegistrarProcess.PASSWORD);

    assertThat(report.standing()).isEqualTo(Report.Standing.MISMATCH);
    assertThat(report.findings()).anySatisfy(said -> assertThat(said).contains("auth-int"));
  }

  @Test
  void kamailioGetsAProxysCredentialsAndARegistrarsTogether() throws Exception {
    Report report = register(kamailio(), Transport.TCP, "proxy.example", RegistrarProcess.PASSWORD);

    assertThat(report.trace()).as("407, 401, 200").hasSize(3);
    assertThat(report.isTaken()).as(report.trace().toString()).isTrue();
  }

  @Test
  void kamailioThatAsksForAClientCertificateIsNamedSo() throws Exception {
    int port = kamailio().strictTlsPort();

    assertThatExceptionOfType(RegistrarUnreachableException.class)
        .isThrownBy(() -> register(port, Transport.TLS, "auth.example", "any"))
        .withMessageContaining("client certificate");
  }

  @Test
  void kamailiosPlainAndTlsPortsAreToldApart() throws Exception {
    RegistrarProcess registrar = kamailio();

    assertThatExceptionOfType(RegistrarUnreachableException.class)
        .isThrownBy(() -> register(registrar.port(), Transport.TLS, "auth.example", "any"))
        .withMessageContaining("does not answer TLS");
    assertThatExceptionOfType(RegistrarUnreachableException.class)
        .isThrownBy(() -> register(registrar.tlsPort(), Transport.TCP, "auth.example", "any"))
        .withMessageContaining("TLS");
  }

  @ParameterizedTest
  @EnumSource
  void ejabberdHasNoBindingToRemoveForTheRightPasswordAndChallengesAnyOther(Transport transport)
      throws Exception {
    RegistrarProcess registrar = ejabberd();

    Report right = register(registrar, transport, EJABBERD_DOMAIN, RegistrarProcess.PASSWORD);
    Report wrong = register(registrar, transport, EJABBERD_DOMAIN, "square of life");

    assertThat(right.status()).isEqualTo(404);
    assertThat(right.isTaken()).as(right.explanation()).isTrue();
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.isTaken()).isFalse();
  }

  /** Headers as clients write them that are not ours; a right digest in all of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qop=auth, nc=00000001, algorithm=MD5           | 200 | 404",
        "qop=\"auth\", nc=00000001, algorithm=MD5       | 200 | 401",
        "qop=auth, nc=\"00000001\", algorithm=MD5       | 200 | 401",
        "qop=auth, nc=00000001, algorithm=\"MD5\"       | 200 | 401",
        "qop=auth, nc=1, algorithm=MD5                  | 200 | 404"
      })
  void judgeQuotesThatMustNotBe(String form, int kamailioSays, int ejabberdSays) throws Exception {
    if (kamailio.isPresent()) {
      assertThat(RawRegister.status(kamailio().port(), "auth.example", form, "sip:auth.example"))
          .as("Kamailio")
          .isEqualTo(kamailioSays);
    }
    if (ejabberd.isPresent()) {
      assertThat(
              RawRegister.status(ejabberd().port(), EJABBERD_DOMAIN, form, "sip:carrier.example"))
          .as("ejabberd")
          .isEqualTo(ejabberdSays);
    }
    assumeTrue(kamailio.isPresent() || ejabberd.isPresent(), NO_KAMAILIO + "; " + NO_EJABBERD);
  }

  @Test
  void takeADigestOverAnotherUriThanTheRequests() throws Exception {
    String form = "qop=auth, nc=00000001, algorithm=MD5";

    assertThat(RawRegister.status(kamailio().port(), "auth.example", form, "sip:elsewhere.example"))
        .isEqualTo(200);
    assertThat(
            RawRegister.status(ejabberd().port(), EJABBERD_DOMAIN, form, "sip:elsewhere.example"))
        .isEqualTo(404);
  }

  private static final String NO_KAMAILIO =
      "skipped: Kamailio is not installed (Debian: kamailio, kamailio-tls-modules)";
  private static final String NO_EJABBERD =
      "skipped: ejabberd is not installed (Debian: ejabberd, erlang-p1-sip)";

  private static RegistrarProcess kamailio() {
    assumeTrue(kamailio.isPresent(), NO_KAMAILIO);
    return kamailio.orElseThrow();
  }

  private static RegistrarProcess ejabberd() {
    assumeTrue(ejabberd.isPresent(), NO_EJABBERD);
    return ejabberd.orElseThrow();
  }

  private static Report register(
      RegistrarProcess registrar, Transport transport, String domain, String password)
      throws Exception {
    return register(
        transport == Transport.TLS ? registrar.tlsPort() : registrar.port(),
        transport,
        domain,
        password);
  }

  private static Report register(int port, Transport transport, String domain, String password)
      throws Exception {
    return new Registration(
            new Registrar(transport, "localhost", port),
            TrustedRoots.context(TrustedRoots.of(List.of(root))),
            Clock.systemUTC(),
            new Random(7),
            LIMIT)
        .register(
            new Registration.Account(
                "sip:" + RegistrarProcess.USER + "@" + domain,
                RegistrarProcess.USER,
                new Secret(password),
                Duration.ZERO));
  }
}
