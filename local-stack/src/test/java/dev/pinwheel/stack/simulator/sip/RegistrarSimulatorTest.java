package dev.pinwheel.stack.simulator.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.sip.register.Registrar;
import dev.pinwheel.sip.register.Registration;
import dev.pinwheel.sip.register.Report;
import dev.pinwheel.sip.register.Transport;
import dev.pinwheel.testing.pki.TestCa;
import dev.pinwheel.testing.sip.Sipp;
import dev.pinwheel.testing.sip.SippUserAgent;
import dev.pinwheel.testing.time.MovableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrarSimulatorTest {

  private static final Map<String, Secret> ACCOUNTS = Map.of("byoc_user", new Secret("secret"));
  private static final RegistrarManners USUAL = RegistrarManners.usual("carrier.example");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final TestCa today = TestCa.create(Instant.now(), new SecureRandom());

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void takesARightDigestOverEveryTransport(Transport transport) throws Exception {
    try (RegistrarSimulator registrar = start(transport, USUAL, Clock.systemUTC())) {
      assertThat(register(registrar, transport, "byoc_user", "secret").isTaken()).isTrue();
      assertThat(registrar.answers()).containsExactly("401 Unauthorized", "200 OK");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', MD5",
    "auth, MD5",
    "auth-int, MD5",
    "'auth-int,auth', MD5",
    "auth, SHA-256",
    "auth, MD5-sess",
    "auth-int, SHA-256-sess"
  })
  void takesWhatItAskedFor(String qop, String algorithm) throws Exception {
    RegistrarManners manners = USUAL.withQop(qop).withAlgorithm(algorithm);
    try (RegistrarSimulator registrar = start(Transport.TCP, manners, Clock.systemUTC())) {
      assertThat(register(registrar, Transport.TCP, "byoc_user", "secret").isTaken()).isTrue();
    }
  }

  @Test
  void refusesAnotherPasswordAndAnUnknownUser() throws Exception {
    try (RegistrarSimulator registrar = start(Transport.TCP, USUAL, Clock.systemUTC())) {
      assertThat(register(registrar, Transport.TCP, "byoc_user", "other").status()).isEqualTo(401);
      assertThat(register(registrar, Transport.TCP, "nobody", "secret").status()).isEqualTo(401);
    }
  }

  @Test
  void callsANonceStaleThatIsAsOldAsItMayBe() throws Exception {
    MovableClock clock = new MovableClock(Instant.parse("2026-03-01T00:00:00Z"));
    RegistrarManners hasty = USUAL.withNonceLifetime(Duration.ZERO);
    try (RegistrarSimulator registrar = start(Transport.TCP, hasty, clock)) {
      Report report = register(registrar, Transport.TCP, "byoc_user", "secret");

      assertThat(report.status()).isEqualTo(401);
      assertThat(report.explanation()).contains("called stale");
      registrar.behave(USUAL.withNonceLifetime(Duration.ofMillis(1)));
      assertThat(register(registrar, Transport.TCP, "byoc_user", "secret").isTaken())
          .as("the clock stands, so that it is younger than that")
          .isTrue();
    }
  }

  @Test
  void tellsAnotherTimeWhereItIsToldTo() throws Exception {
    RegistrarManners ahead = USUAL.withClockAhead(Duration.ofMinutes(10));
    try (RegistrarSimulator registrar = start(Transport.TCP, ahead, Clock.systemUTC())) {
      assertThat(register(registrar, Transport.TCP, "byoc_user", "secret").clockFinding())
          .isPresent();
    }
    try (RegistrarSimulator registrar = start(Transport.TCP, USUAL, Clock.systemUTC())) {
      assertThat(register(registrar, Transport.TCP, "byoc_user", "secret").clockFinding())
          .isEmpty();
    }
  }

  /** sipp computes its answer with its own digest code. */
  @ParameterizedTest
  @CsvSource({"secret, 0", "other, 1"})
  void takesTheDigestOfASipProgramThatIsNotOurs(String password, int exitStatus) throws Exception {
    Optional<Path> sipp = Sipp.program();
    assumeTrue(sipp.isPresent(), "skipped: sipp is not installed");
    try (RegistrarSimulator registrar = start(Transport.UDP, USUAL, Clock.systemUTC())) {
      int ended =
          SippUserAgent.register(
              sipp.orElseThrow(), registrar.port(), "byoc_user", password, folder);

      assertThat(ended).isEqualTo(exitStatus);
      // What sipp sends to end a call that failed does not matter.
      assertThat(registrar.answers())
          .startsWith("401 Unauthorized", exitStatus == 0 ? "200 OK" : "401 Unauthorized");
    }
  }

  private RegistrarSimulator start(Transport transport, RegistrarManners manners, Clock clock)
      throws IOException {
    Random random = new Random(3);
    return switch (transport) {
      case UDP -> RegistrarSimulator.udp(ACCOUNTS, manners, clock, random);
      case TCP -> RegistrarSimulator.tcp(ACCOUNTS, manners, clock, random);
      case TLS ->
          RegistrarSimulator.tls(
              today.server("localhost").build(), ACCOUNTS, manners, clock, random);
    };
  }

  private Report register(
      RegistrarSimulator registrar, Transport transport, String user, String password)
      throws Exception {
    return new Registration(
            new Registrar(transport, "localhost", registrar.port()),
            TrustedRoots.context(TrustedRoots.of(List.of(today.root().certificate()))),
            Clock.systemUTC(),
            new Random(7),
            TIMEOUT)
        .register(
            new Registration.Account(
                "sip:" + user + "@carrier.example", user, new Secret(password), Duration.ZERO));
  }
}
