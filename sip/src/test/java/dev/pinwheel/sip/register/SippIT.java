package dev.pinwheel.sip.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.runtime.config.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  private static final String PASSWORD = "circle of life";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"UDP, u1", "TCP, t1"})
  void takesOurAnswer(Transport transport, String sippTransport) throws Exception {
    Registration.Report report = register(transport, sippTransport, PASSWORD);

    assertThat(report.trace()).hasSize(2);
    assertThat(report.isRegistered()).as(report.trace().toString()).isTrue();
  }

  @Test
  void refusesTheAnswerOfAnotherPassword() throws Exception {
    Registration.Report report = register(Transport.UDP, "u1", "square of life");

    assertThat(report.status()).isEqualTo(403);
  }

  private Registration.Report register(Transport transport, String sippTransport, String password)
      throws Exception {
    String sipp =
        sipp()
            .orElseGet(
                () -> {
                  assumeTrue(false, "skipped: sipp is not installed (Debian: sip-tester)");
                  return "";
                });
    Path scenario = Files.writeString(folder.resolve("registrar.xml"), SCENARIO);
    int port = freePort();
    Process process =
        new ProcessBuilder(
                sipp,
                "-sf",
                scenario.toString(),
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-t",
                sippTransport,
                "-m",
                "1",
                "-nostdin",
                "-timeout",
                "30s")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sipp.log").toFile())
            .start();
    try {
      return registerOnceItListens(transport, port, password);
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  /** Datagrams are repeated until it listens; a connection must be tried again. */
  private static Registration.Report registerOnceItListens(
      Transport transport, int port, String password) throws Exception {
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
            "byoc_user",
            new Secret(password),
            Duration.ofSeconds(60));
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreException(ConnectException.class)
        .ignoreExceptionsMatching(
            failure ->
                failure instanceof IOException && failure.getMessage().contains("nothing listens"))
        .until(() -> registration.register(account), report -> true);
  }

  private static Optional<String> sipp() {
    return Stream.of("/usr/bin/sipp", "/usr/local/bin/sipp")
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static final String HEADERS =
      String.join(
          "\n      ",
          "[last_Via:]",
          "[last_From:]",
          "[last_To:];tag=[call_number]",
          "[last_Call-ID:]",
          "[last_CSeq:]");

  private static final String SCENARIO =
      """
      <?xml version="1.0" encoding="ISO-8859-1" ?>
      <scenario name="registrar">
        <recv request="REGISTER"/>
        <send><![CDATA[
            SIP/2.0 401 Unauthorized
            HEADERS
            WWW-Authenticate: Digest realm="carrier.example", nonce="47364c23432d2e131a5fb210812c", qop="auth", algorithm=MD5
            Content-Length: 0

        ]]></send>
        <recv request="REGISTER">
          <action>
            <verifyauth assign_to="good" username="byoc_user" password="PASSWORD"/>
          </action>
        </recv>
        <nop next="accepted" test="good"/>
        <send next="end"><![CDATA[
            SIP/2.0 403 Forbidden
            HEADERS
            Content-Length: 0

        ]]></send>
        <label id="accepted"/>
        <send><![CDATA[
            SIP/2.0 200 OK
            HEADERS
            Content-Length: 0

        ]]></send>
        <label id="end"/>
      </scenario>
      """
          .replace("HEADERS", HEADERS)
          .replace("PASSWORD", PASSWORD);
}
