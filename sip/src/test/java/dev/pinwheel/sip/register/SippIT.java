package dev.pinwheel.sip.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.testing.sip.ScriptedRegistrar;
import dev.pinwheel.testing.sip.Sipp;
import dev.pinwheel.testing.sip.SippRegistrar;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against a SIP program that is not ours: sipp (Debian's package sip-tester) challenges, and checks
 * the answer with its own digest code. Debian's sipp is built without TLS, so that TLS is tried
 * against {@link ScriptedRegistrar} only.
 */
class SippIT {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"UDP, u1", "TCP, t1"})
  void takesOurAnswer(Transport transport, String sippTransport) throws Exception {
    Report report = register(transport, sippTransport, SippRegistrar.PASSWORD);

    assertThat(report.trace()).hasSize(2);
    assertThat(report.isTaken()).as(report.trace().toString()).isTrue();
  }

  @Test
  void refusesTheAnswerOfAnotherPassword() throws Exception {
    Report report = register(Transport.UDP, "u1", "square of life");

    assertThat(report.status()).isEqualTo(403);
  }

  private Report register(Transport transport, String sippTransport, String password)
      throws Exception {
    Optional<Path> sipp = Sipp.program();
    assumeTrue(sipp.isPresent(), "skipped: sipp is not installed (Debian: sip-tester)");
    try (SippRegistrar registrar = SippRegistrar.start(sipp.orElseThrow(), sippTransport, folder)) {
      return registerOnceItListens(transport, registrar.port(), password);
    }
  }

  /** Datagrams are repeated until it listens; a connection must be tried again. */
  private static Report registerOnceItListens(Transport transport, int port, String password)
      throws Exception {
    Registration registration =
        new Registration(
            new Registrar(transport, "127.0.0.1", port),
            SSLContext.getDefault(),
            Clock.systemUTC(),
            new Random(7),
            Duration.ofSeconds(10));
    Registration.Account account =
        new Registration.Account(
            "sip:byoc_user@carrier.example",
            SippRegistrar.USER,
            new Secret(password),
            Duration.ofSeconds(60));
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreException(RegistrarUnreachableException.class)
        .until(() -> registration.register(account), report -> true);
  }
}
