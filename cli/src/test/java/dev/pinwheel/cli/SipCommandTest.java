package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of RFC 2617 section 3.5, as an operator would check it. */
class SipCommandTest {

  private static final String RESPONSE = "6629fae49393a05397450978507c4ef1";
  private static final String CHALLENGE =
      "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
          + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
          + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";

  @TempDir private Path folder;
  private String password;

  @BeforeEach
  void writePassword() throws Exception {
    password = "file:" + Files.writeString(folder.resolve("password"), "Circle Of Life\n");
  }

  @Test
  void matchingAnswerIsDone() {
    CommandRun run = check(header("/dir/index.html", RESPONSE), "GET");

    assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).contains("matches");
  }

  @Test
  void answerComputedWithAnotherMethodIsRefusedAndExplained() {
    CommandRun run = check(header("/dir/index.html", RESPONSE), "GETS", "--json");

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out()).contains("\"matches\" : false").doesNotContain("Circle");
  }

  @Test
  void headerThatIsNoneIsWrongUsage() {
    CommandRun run = check("Basic abc", "GET");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("digest");
  }

  @Test
  void brokenAnswerIsRefusedAndNoWrongUsage() {
    CommandRun run = check("Digest username=\"Mufasa\"", "GET");

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out()).contains("realm is missing");
  }

  @Test
  void wholeMessagesAndCapturedTimesAreTaken() {
    CommandRun run =
        CommandRun.of(
            "sip",
            "check",
            "--authorization",
            "GET /dir/index.html SIP/2.0\nAuthorization: "
                + header("/dir/index.html", RESPONSE)
                + "\nContent-Length: 0\n",
            "--challenge",
            "SIP/2.0 401 Unauthorized\nWWW-Authenticate: " + CHALLENGE + "\n",
            "--challenged-at",
            "Dec  1, 2026 10:00:00.000000000 CET",
            "--answered-at",
            "Dec  1, 2026 10:01:00.000000000 CET",
            "--password",
            password);

    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).contains("60 s old", "guess");
  }

  @Test
  void registrarThatIsNotThereIsAFailureInItsOwnWords() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }

    CommandRun run = register("tcp:127.0.0.1:" + port, "sip:bob@example.com");

    assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(run.err()).contains("nothing listens at tcp:127.0.0.1").doesNotContain("intake");
  }

  @Test
  void passwordItselfIsRefusedAndNotRepeated() {
    CommandRun run =
        CommandRun.of("sip", "check", "--authorization", "x", "--password", "canary-password");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("--password").doesNotContain("canary-password");
  }

  @Test
  void registrarAndAorAreChecked() {
    CommandRun registrar = register("sctp:localhost:1", "sip:bob@example.com");
    assertThat(registrar.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(registrar.err()).contains("udp:HOST");

    CommandRun aor = register("udp:localhost:1", "bob");
    assertThat(aor.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(aor.err()).contains("sip:USER@DOMAIN");
  }

  private CommandRun register(String registrar, String aor) {
    return CommandRun.of(
        "sip", "check", "--registrar", registrar, "--aor", aor, "--password", password);
  }

  private CommandRun check(String authorization, String method, String... more) {
    String[] arguments = {
      "sip",
      "check",
      "--authorization",
      authorization,
      "--challenge",
      CHALLENGE,
      "--method",
      method,
      "--password",
      password
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandRun.of(all);
  }

  private static String header(String uri, String response) {
    return ("Digest username=\"Mufasa\", realm=\"testrealm@host.com\","
            + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"%s\", qop=auth, nc=00000001,"
            + " cnonce=\"0a4f113b\", response=\"%s\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"")
        .formatted(uri, response);
  }
}
