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
   * @param uri that the credentials were computed with
   * @param nonceAge how old the last challenge was at most when its answer was judged
   * @param clockOffset how far the registrar's clock is ahead of ours by its Date, where it sends
   *     one
   */
  public record Report(
      int status,
      String reason,
      List<String> trace,
      Optional<DigestChallenge> challenge,
      String uri,
      Optional<Duration> nonceAge,
      Optional<Duration> clockOffset) {

    /** A minute of difference is more than any network takes, and less than most nonces live. */
    private static final Duration NOTABLE_OFFSET = Duration.ofMinutes(1);

    public Report {
      trace = List.copyOf(trace);
    }

    /** The clock offset in words, where it is large enough to matter. */
    public Optional<String> clockFinding() {
      return clockOffset
          .filter(offset -> offset.abs().compareTo(NOTABLE_OFFSET) > 0)
          .map(
              offset ->
                  "the registrar's clock is %d s ahead of ours".formatted(offset.toSeconds()));
    }

    /**
     * What was answered, and everything that went into the digest but the password: where to look
     * first when it is refused.
     */
    public String explanation() {
      List<String> facts = new ArrayList<>();
      facts.add("answered %d %s".formatted(status, reason));
      if (challenge.isEmpty()) {
        facts.add("without asking for credentials");
      } else {
        DigestChallenge asked = challenge.get();
        facts.add("realm \"%s\"".formatted(asked.realm()));
        facts.add("URI " + uri);
        facts.add(
            "qop "
                + asked
                    .chosenQop()
                    .map(QualityOfProtection::token)
                    .filter(token -> !token.isEmpty())
                    .orElse("none"));
        facts.add("algorithm " + asked.algorithm().orElse("MD5"));
        nonceAge.ifPresent(
            age ->
                facts.add(
                    "nonce at most %d ms old%s"
                        .formatted(age.toMillis(), asked.stale() ? ", and called stale" : "")));
      }
      clockOffset.ifPresent(
          offset -> facts.add("registrar's clock %d s ahead".formatted(offset.toSeconds())));
      return String.join(", ", facts);
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
    try (SipConnection connection = registrar.connect(tls, timeout)) {
      RegisterRequest request =
          new RegisterRequest(
              registrar, account, connection.localAddress(), token(), token(), this::token);
      SipResponse response = send(connection, request, 1, Optional.empty(), trace);
      Optional<DigestChallenge> challenge = Optional.empty();
      Instant challengedAt = clock.instant();
      String lastNonce = "";
      int nonceCount = 0;
      for (int sent = 1; isChallenge(response) && sent <= MOST_CHALLENGES; sent++) {
        DigestChallenge asked = supported(response);
        if (challenge.isPresent() && !asked.stale()) {
          return report(request, response, trace, Optional.of(asked), challengedAt);
        }
        challengedAt = clock.instant();
        nonceCount = asked.nonce().equals(lastNonce) ? nonceCount + 1 : 1;
        lastNonce = asked.nonce();
        challenge = Optional.of(asked);
        Credentials answer = credentials(account, request.uri(), asked, nonceCount);
        String header =
            (response.status() == 407 ? "Proxy-Authorization: " : "Authorization: ")
                + answer.header();
        response = send(connection, request, sent + 1, Optional.of(header), trace);
      }
      return report(request, response, trace, challenge, challengedAt);
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
