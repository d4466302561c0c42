package dev.pinwheel.sip.register;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.sip.digest.Challenges;
import dev.pinwheel.sip.digest.DigestChallenge;
import dev.pinwheel.sip.digest.MalformedDigestException;
import java.io.IOException;
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
 * and once more where only the nonce was stale, or where a proxy asks, too.
 */
public final class Registration {

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
    try (SipConnection connection = registrar.connect(tls, timeout)) {
      RegisterRequest request =
          new RegisterRequest(
              registrar, account, connection.localAddress(), token(), token(), this::token);
      KeptAnswers answers = new KeptAnswers(account, request.uri(), this::token);
      SipResponse response = send(connection, request, 1, List.of(), trace);
      Optional<DigestChallenge> challenge = Optional.empty();
      Instant challengedAt = clock.instant();
      for (int sequence = 2; isChallenge(response); sequence++) {
        DigestChallenge asked = chosen(response, request.domain());
        boolean isNew = answers.take(answerHeader(response), asked);
        challenge = Optional.of(asked);
        if (!isNew) {
          break;
        }
        challengedAt = clock.instant();
        response = send(connection, request, sequence, answers.headers(), trace);
      }
      return report(request, response, trace, challenge, challengedAt);
    }
  }

  private SipResponse send(
      SipConnection connection,
      RegisterRequest request,
      int sequence,
      List<String> authorizations,
      List<String> trace)
      throws IOException {
    SipResponse response =
        connection.exchange(request.text(sequence, authorizations), request.callId(), sequence);
    trace.add(
        "REGISTER %s%s: %d %s"
            .formatted(
                request.uri(),
                authorizations.isEmpty() ? "" : " with credentials",
                response.status(),
                response.reason()));
    return response;
  }

  private Report report(
      RegisterRequest request,
      SipResponse response,
      List<String> trace,
      Optional<DigestChallenge> challenge,
      Instant challengedAt) {
    return new Report(
        response.status(),
        response.reason(),
        trace,
        challenge,
        request.uri(),
        challenge.map(asked -> Duration.between(challengedAt, clock.instant())),
        response.header("Date").flatMap(this::offset),
        request.account().expires().isZero());
  }

  private static boolean isChallenge(SipResponse response) {
    return response.status() == 401 || response.status() == 407;
  }

  private static String answerHeader(SipResponse response) {
    return response.status() == 407 ? "Proxy-Authorization" : "Authorization";
  }

  private static DigestChallenge chosen(SipResponse response, String domain)
      throws MalformedDigestException {
    List<String> headers =
        response.all(response.status() == 407 ? "Proxy-Authenticate" : "WWW-Authenticate");
    if (headers.isEmpty()) {
      throw new MalformedDigestException("a " + response.status() + " without a challenge");
    }
    Challenges challenges = Challenges.of(headers);
    return challenges
        .chosen(domain)
        .orElseThrow(
            () ->
                new MalformedDigestException(
                    "the %d offers nothing that can be answered: %s"
                        .formatted(response.status(), String.join(", ", challenges.passedOver()))));
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
