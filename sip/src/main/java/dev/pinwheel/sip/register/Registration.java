package dev.pinwheel.sip.register;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.sip.digest.DigestAlgorithm;
import dev.pinwheel.sip.digest.DigestChallenge;
import dev.pinwheel.sip.digest.DigestInput;
import dev.pinwheel.sip.digest.MalformedDigestException;
import dev.pinwheel.sip.digest.QualityOfProtection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * Registers for real (RFC 3261 section 10.2): REGISTER, the challenge, REGISTER with the answer,
 * and once more where the registrar only found the nonce stale.
 */
public final class Registration {

  private static final int MOST_CHALLENGES = 3;
  private static final int RANDOM_BYTES = 12;

  private final Registrar registrar;
  private final SSLContext tls;
  private final Clock clock;
  private final RandomGenerator random;
  private final Duration timeout;

  /**
   * Who registers.
   *
   * @param addressOfRecord {@code sip:USER@DOMAIN}
   * @param expires how long the binding holds; zero asks to remove one, which proves the
   *     credentials and leaves no binding behind that calls could go to
   */
  public record Account(
      String addressOfRecord, String username, Secret password, Duration expires) {}

  /**
   * How it went.
   *
   * @param status of the last response
   * @param trace one line for each exchange, without secrets
   * @param challenge the last one, where there was one
   * @param clockOffset how far the registrar's clock is ahead of ours by its Date, where it sends
   *     one
   */
  public record Report(
      int status,
      String reason,
      List<String> trace,
      Optional<DigestChallenge> challenge,
      Optional<Duration> clockOffset) {
    public Report {
      trace = List.copyOf(trace);
    }

    public boolean isRegistered() {
      return status >= 200 && status < 300;
    }
  }

  public Registration(
      Registrar registrar, SSLContext tls, Clock clock, RandomGenerator random, Duration timeout) {
    this.registrar = registrar;
    this.tls = tls;
    this.clock = clock;
    this.random = random;
    this.timeout = timeout;
  }

  /**
   * Registers once.
   *
   * @throws IOException where the registrar cannot be reached, or does not answer as one
   * @throws MalformedDigestException where its challenge is none
   */
  public Report register(Account account) throws IOException, MalformedDigestException {
    List<String> trace = new ArrayList<>();
    try (SipConnection connection = registrar.connect(tls, timeout, clock)) {
      RegisterRequest request =
          new RegisterRequest(
              registrar, account, connection.localAddress(), token(), token(), this::token);
      SipResponse response = send(connection, request, 1, Optional.empty(), trace);
      Optional<DigestChallenge> challenge = Optional.empty();
      String lastNonce = "";
      int nonceCount = 0;
      for (int sent = 1; isChallenge(response) && sent <= MOST_CHALLENGES; sent++) {
        DigestChallenge asked = supported(response);
        if (challenge.isPresent() && !asked.stale()) {
          return report(response, trace, Optional.of(asked));
        }
        nonceCount = asked.nonce().equals(lastNonce) ? nonceCount + 1 : 1;
        lastNonce = asked.nonce();
        challenge = Optional.of(asked);
        Credentials answer = credentials(account, request.uri(), asked, nonceCount);
        String header =
            (response.status() == 407 ? "Proxy-Authorization: " : "Authorization: ")
                + answer.header();
        response = send(connection, request, sent + 1, Optional.of(header), trace);
      }
      return report(response, trace, challenge);
    }
  }

  private SipResponse send(
      SipConnection connection,
      RegisterRequest request,
      int sequence,
      Optional<String> authorization,
      List<String> trace)
      throws IOException {
    SipResponse response =
        connection.exchange(request.text(sequence, authorization), request.callId(), sequence);
    trace.add(
        "REGISTER %s%s: %d %s"
            .formatted(
                request.uri(),
                authorization.isPresent() ? " with credentials" : "",
                response.status(),
                response.reason()));
    return response;
  }

  private Report report(
      SipResponse response, List<String> trace, Optional<DigestChallenge> challenge) {
    return new Report(
        response.status(),
        response.reason(),
        trace,
        challenge,
        response.header("Date").flatMap(this::offset));
  }

  private static boolean isChallenge(SipResponse response) {
    return response.status() == 401 || response.status() == 407;
  }

  /** The first that we know: registrars list theirs by preference (RFC 8760 section 2.3). */
  private static DigestChallenge supported(SipResponse response) throws MalformedDigestException {
    List<String> headers =
        response.all(response.status() == 407 ? "Proxy-Authenticate" : "WWW-Authenticate");
    if (headers.isEmpty()) {
      throw new MalformedDigestException("a " + response.status() + " without a challenge");
    }
    for (String header : headers) {
      DigestChallenge challenge = DigestChallenge.parse(header);
      if (DigestAlgorithm.of(challenge.algorithm()).isPresent()
          && challenge.chosenQop().isPresent()) {
        return challenge;
      }
    }
    throw new MalformedDigestException(
        "none of the challenges has an algorithm and a qop that are known: " + headers);
  }

  private Credentials credentials(
      Account account, String uri, DigestChallenge challenge, int nonceCount) {
    QualityOfProtection qop = challenge.chosenQop().orElseThrow();
    return new Credentials(
        new DigestInput(
            account.username(),
            challenge.realm(),
            account.password(),
            "REGISTER",
            uri,
            challenge.nonce(),
            token(),
            "%08x".formatted(nonceCount),
            qop,
            DigestAlgorithm.of(challenge.algorithm()).orElseThrow(),
            "",
            StandardCharsets.UTF_8),
        challenge.opaque(),
        challenge.algorithm().isPresent());
  }

  private Optional<Duration> offset(String date) {
    try {
      return Optional.of(
          Duration.between(
              clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from)));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private String token() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
