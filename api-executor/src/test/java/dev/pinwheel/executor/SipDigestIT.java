package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.executor.target.ClientKeys;
import dev.pinwheel.executor.target.SipAccount;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.CheckResult;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.TargetCheck;
import dev.pinwheel.sip.register.Registrar;
import dev.pinwheel.sip.register.Transport;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.sip.ScriptedRegistrar;
import dev.pinwheel.testing.sip.Sipp;
import dev.pinwheel.testing.sip.SippRegistrar;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A trunk whose digest credentials are tried at the carrier's registrar before it is changed. */
class SipDigestIT {

  private static final String CHALLENGE =
      "WWW-Authenticate: Digest realm=\"carrier.example\", nonce=\"n1\", qop=\"auth\","
          + " algorithm=MD5";
  private static final Secret PASSWORD = new Secret("canary-password");

  /** TLS judges by the real clock. */
  private final TestCa today = TestCa.create(Instant.now(), new SecureRandom());

  @TempDir private Path folder;

  private FakeEstate estate;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    estate = new FakeEstate();
    run = new Run(estate.url(), Run.TIMEOUT);
  }

  @AfterEach
  void stop() {
    run.close();
    estate.close();
  }

  @ParameterizedTest
  @EnumSource
  void isRotatedWhereTheRegistrarTakesThem(Transport transport) throws Exception {
    try (ScriptedRegistrar registrar = registrar(transport)) {
      registrar.answers("401 Unauthorized", CHALLENGE).answers("200 OK");
      configure(KindFixture.BYOC_TRUNK, transport, registrar.port(), () -> PASSWORD);

      ApiApplied applied = run.handle(KindFixture.BYOC_TRUNK.validated().build()).applied();

      TargetCheck check = applied.getChecks().getFirst();
      assertThat(check.getName()).isEqualTo("sip-digest");
      assertThat(check.getResult()).isEqualTo(CheckResult.PASSED);
      assertThat(registrar.requests()).as("asked once").hasSize(2);
      assertThat(registrar.requests().getLast()).contains("Expires: 0").doesNotContain("canary");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BYOC_TRUNK", "EDGE_TRUNK"})
  void isNotTouchedWhereTheRegistrarRefusesThem(KindFixture kind) throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar
          .answers("401 Unauthorized", CHALLENGE)
          .answers("401 Unauthorized", CHALLENGE.replace("n1", "n2"));
      configure(kind, Transport.TCP, registrar.port(), () -> PASSWORD);

      RotationFailed failed = run.handle(kind.validated().build()).failed();

      assertThat(failed.getCode()).isEqualTo("SIP_DIGEST_MISMATCH");
      assertThat(failed.getMessage())
          .contains(
              "401 Unauthorized",
              "realm \"carrier.example\"",
              "URI sip:carrier.example:5070",
              "qop auth",
              "algorithm MD5",
              "nonce at most")
          .doesNotContain("canary");
      assertThat(estate.changes()).isZero();
      assertThat(registrar.requests()).as("no third try").hasSize(2);
    }
  }

  @Test
  void tellsWhoseClockIsWrongWhereTheyAreRefused() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar
          .answers("401 Unauthorized", CHALLENGE)
          .answers("403 Forbidden", "Date: Thu, 01 Jan 2032 00:00:00 GMT");
      configure(KindFixture.EDGE_TRUNK, Transport.TCP, registrar.port(), () -> PASSWORD);

      RotationFailed failed = run.handle(KindFixture.EDGE_TRUNK.validated().build()).failed();

      assertThat(failed.getMessage()).containsPattern("registrar's clock \\d+ s ahead");
    }
  }

  @ParameterizedTest
  @CsvSource({"404 Not Found, SIP_REGISTRATION_REFUSED", "603 Decline, SIP_REGISTRATION_REFUSED"})
  void isNotTouchedWhereTheRegistrarRefusesTheTrunkItself(String answer, String code)
      throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar.answers(answer);
      configure(KindFixture.BYOC_TRUNK, Transport.TCP, registrar.port(), () -> PASSWORD);

      assertThat(run.handle(KindFixture.BYOC_TRUNK.validated().build()).failed().getCode())
          .isEqualTo(code);
      assertThat(estate.changes()).isZero();
    }
  }

  @Test
  void waitsForARegistrarThatHasTroubleOfItsOwn() throws Exception {
    try (ScriptedRegistrar registrar = ScriptedRegistrar.tcp()) {
      registrar
          .answers("503 Service Unavailable")
          .answers("401 Unauthorized", CHALLENGE)
          .answers("200 OK");
      configure(KindFixture.BYOC_TRUNK, Transport.TCP, registrar.port(), () -> PASSWORD);

      run.handle(KindFixture.BYOC_TRUNK.validated().build()).applied();

      assertThat(run.waits.getFirst().reason()).contains("503");
    }
  }

  @Test
  void isGivenUpWhereTheRegistrarCannotBeReached() throws Exception {
    int port;
    try (ScriptedRegistrar gone = ScriptedRegistrar.tcp()) {
      port = gone.port();
    }
    configure(KindFixture.BYOC_TRUNK, Transport.TCP, port, () -> PASSWORD);

    assertThat(run.handle(KindFixture.BYOC_TRUNK.validated().build()).failed().getCode())
        .isEqualTo("SIP_REGISTRAR_UNREACHABLE");
    assertThat(run.waits).hasSize(30);
    assertThat(estate.changes()).isZero();
  }

  @Test
  void isNotTouchedWhereThePasswordCannotBeRead() throws Exception {
    configure(
        KindFixture.BYOC_TRUNK,
        Transport.TCP,
        1,
        () -> {
          throw new IllegalArgumentException("/run/secrets/trunk cannot be read");
        });

    RotationFailed failed = run.handle(KindFixture.BYOC_TRUNK.validated().build()).failed();

    assertThat(failed.getCode()).isEqualTo("SIP_CREDENTIALS_UNREADABLE");
    assertThat(failed.getMessage()).contains("/run/secrets/trunk");
  }

  @ParameterizedTest
  @CsvSource({"UDP, u1", "TCP, t1"})
  void isRotatedWhereARegistrarThatIsNotOursTakesThem(Transport transport, String sippTransport)
      throws Exception {
    rotateWithSipp(
        transport, sippTransport, () -> new Secret(SippRegistrar.PASSWORD), Optional.empty());
  }

  @Test
  void isNotTouchedWhereARegistrarThatIsNotOursRefusesThem() throws Exception {
    rotateWithSipp(Transport.UDP, "u1", () -> PASSWORD, Optional.of("SIP_DIGEST_MISMATCH"));
  }

  private void rotateWithSipp(
      Transport transport, String sippTransport, Supplier<Secret> password, Optional<String> code)
      throws Exception {
    Optional<Path> sipp = Sipp.program();
    assumeTrue(sipp.isPresent(), "skipped: sipp is not installed (Debian: sip-tester)");
    try (SippRegistrar registrar = SippRegistrar.start(sipp.orElseThrow(), sippTransport, folder)) {
      configure(KindFixture.BYOC_TRUNK, transport, registrar.port(), password);
      // A registrar that does not listen yet is waited for, by the executor's own way.
      Run.Ended ended =
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> run.handle(KindFixture.BYOC_TRUNK.validated().build()),
                  it -> !it.events().toString().contains("SIP_REGISTRAR_UNREACHABLE"));
      if (code.isPresent()) {
        assertThat(ended.failed().getCode()).isEqualTo(code.get());
        assertThat(estate.changes()).isZero();
      } else {
        assertThat(ended.applied().getChecks().getFirst().getName()).isEqualTo("sip-digest");
      }
    }
  }

  private ScriptedRegistrar registrar(Transport transport) throws IOException {
    return switch (transport) {
      case UDP -> ScriptedRegistrar.udp();
      case TCP -> ScriptedRegistrar.tcp();
      case TLS -> ScriptedRegistrar.tls(today.server("localhost").build());
    };
  }

  private void configure(KindFixture kind, Transport transport, int port, Supplier<Secret> password)
      throws IOException {
    kind.create(estate);
    TargetSettings usual = Run.targets(ClientKeys.none(), TrustedRoots.ofTheJdk());
    run.reconfigure(
        new TargetSettings(
            usual.gates(),
            usual.clientKeys(),
            usual.serverTrust(),
            new SipSettings(
                Map.of(
                    kind.target().getId(),
                    new SipAccount(
                        new Registrar(transport, "localhost", port),
                        "sip:byoc_user@carrier.example:5070",
                        SippRegistrar.USER,
                        password)),
                TrustedRoots.context(TrustedRoots.of(List.of(today.root().certificate()))))));
  }
}
