package dev.pinwheel.sip.register;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.sip.digest.Body;
import dev.pinwheel.sip.digest.DigestAlgorithm;
import dev.pinwheel.sip.digest.DigestChallenge;
import dev.pinwheel.sip.digest.DigestInput;
import dev.pinwheel.sip.digest.QualityOfProtection;
import dev.pinwheel.testing.sip.RegistrarProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A REGISTER over UDP whose Authorization header is written as the test likes. */
final class RawRegister {

  private RawRegister() {}

  /**
   * Answers a challenge with a right digest over this URI, and the header's end in this form.
   *
   * @return the status
   */
  static int status(int port, String domain, String form, String uri) throws Exception {
    Registrar registrar = new Registrar(Transport.UDP, "127.0.0.1", port);
    Registration.Account account =
        new Registration.Account(
            "sip:%s@%s".formatted(RegistrarProcess.USER, domain),
            RegistrarProcess.USER,
            new Secret(RegistrarProcess.PASSWORD),
            Duration.ZERO);
    try (UdpConnection connection =
        new UdpConnection(
            registrar,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Duration.ofSeconds(60))) {
      String id = "raw-" + System.nanoTime();
      RegisterRequest request =
          new RegisterRequest(
              registrar,
              account,
              connection.localAddress(),
              id,
              id,
              () -> id + "-" + System.nanoTime());
      SipResponse asked = connection.exchange(request.text(1, List.of()), id, 1);
      DigestChallenge challenge =
          DigestChallenge.parse(asked.header("WWW-Authenticate").orElseThrow());
      String header = answer(challenge, form, uri);
      return connection.exchange(request.text(2, List.of(header)), id, 2).status();
    }
  }

  private static String answer(DigestChallenge challenge, String form, String uri) {
    DigestInput input =
        new DigestInput(
            RegistrarProcess.USER,
            challenge.realm(),
            new Secret(RegistrarProcess.PASSWORD),
            "REGISTER",
            uri,
            challenge.nonce(),
            "0a4f113b",
            form.contains("nc=1,") ? "1" : "00000001",
            QualityOfProtection.AUTH,
            "auth",
            DigestAlgorithm.MD5,
            Body.EMPTY,
            StandardCharsets.UTF_8);
    return ("Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\","
            + " response=\"%s\", cnonce=\"0a4f113b\"%s, %s")
        .formatted(
            input.username(),
            input.realm(),
            input.nonce(),
            uri,
            input.response(),
            challenge.opaque().map(text -> ", opaque=\"" + text + "\"").orElse(""),
            form.strip());
  }
}
