package dev.pinwheel.stack.simulator.sip;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.sip.digest.Body;
import dev.pinwheel.sip.digest.DigestAnswer;
import dev.pinwheel.sip.digest.DigestChallenge;
import dev.pinwheel.sip.digest.DigestCheck;
import dev.pinwheel.sip.digest.MalformedDigestException;
import dev.pinwheel.sip.digest.NonceAge;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.sip.SipServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A carrier's registrar: challenges every REGISTER, and takes an answer once, in time, and where
 * its digest is right by the rules of RFC 7616. It binds nothing. SIMULATORS.md lists what it can
 * be told to do.
 */
public final class RegistrarSimulator implements AutoCloseable {

  private static final int NONCE_BYTES = 16;

  private final Map<String, Secret> accounts;
  private final Clock clock;
  private final RandomGenerator random;
  private final SipServer server;

  // All three are guarded by this.
  private RegistrarManners manners;
  private final Map<String, Instant> nonces = new HashMap<>();
  private final List<String> answers = new ArrayList<>();

  /** Binds a port. */
  private interface Start {
    SipServer with(UnaryOperator<String> answering) throws IOException;
  }

  private RegistrarSimulator(
      Map<String, Secret> accounts,
      RegistrarManners manners,
      Clock clock,
      RandomGenerator random,
      Start start)
      throws IOException {
    this.accounts = Map.copyOf(accounts);
    this.manners = manners;
    this.clock = clock;
    this.random = random;
    this.server = start.with(this::answer);
  }

  /** Over UDP; accounts are passwords by user name. */
  public static RegistrarSimulator udp(
      Map<String, Secret> accounts, RegistrarManners manners, Clock clock, RandomGenerator random)
      throws IOException {
    return new RegistrarSimulator(accounts, manners, clock, random, SipServer::udp);
  }

  /** The same over TCP. */
  public static RegistrarSimulator tcp(
      Map<String, Secret> accounts, RegistrarManners manners, Clock clock, RandomGenerator random)
      throws IOException {
    return new RegistrarSimulator(accounts, manners, clock, random, SipServer::tcp);
  }

  /** The same over TLS, with this certificate. */
  public static RegistrarSimulator tls(
      HeldCertificate leaf,
      Map<String, Secret> accounts,
      RegistrarManners manners,
      Clock clock,
      RandomGenerator random)
      throws IOException {
    return new RegistrarSimulator(
        accounts, manners, clock, random, answering -> SipServer.tls(leaf, answering));
  }

  public int port() {
    return server.port();
  }

  /** How it behaves from now on. */
  public synchronized void behave(RegistrarManners other) {
    manners = other;
  }

  /** Status and reason of every response, oldest first. */
  public synchronized List<String> answers() {
    return List.copyOf(answers);
  }

  private synchronized String answer(String text) {
    SipRequest request = SipRequest.parse(text);
    String head = request.method().equals("REGISTER") ? head(request) : "501 Not Implemented";
    answers.add(head.lines().findFirst().orElseThrow());
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            clock.instant().plus(manners.clockAhead()).atOffset(ZoneOffset.UTC));
    return SipServer.response(text, head + "\r\nDate: " + date);
  }

  private String head(SipRequest request) {
    Optional<String> authorization = request.header("Authorization");
    if (authorization.isEmpty()) {
      return challenge(false);
    }
    try {
      return judged(request, DigestAnswer.parse(authorization.get()));
    } catch (MalformedDigestException e) {
      return "400 Bad Request";
    }
  }

  /** A nonce is taken once, whatever comes of it: a second answer to it is a replay. */
  private String judged(SipRequest request, DigestAnswer answer) throws MalformedDigestException {
    String nonce = answer.get("nonce").orElse("");
    Instant challengedAt = nonces.remove(nonce);
    if (challengedAt == null) {
      return "403 Forbidden";
    }
    Duration age = Duration.between(challengedAt, clock.instant());
    if (age.compareTo(manners.nonceLifetime()) >= 0) {
      return challenge(true);
    }
    Secret password = accounts.get(answer.get("username").orElse(""));
    if (password == null) {
      // As a wrong password, so that nobody learns who has an account.
      return challenge(false);
    }
    DigestCheck.Verdict verdict =
        DigestCheck.check(
            answer,
            password,
            new DigestCheck.Observation(
                request.method(),
                Optional.of(request.uri()),
                Optional.empty(),
                Optional.of(Body.EMPTY),
                Optional.of(DigestChallenge.parse(digest(nonce, false))),
                new NonceAge(Optional.of(age), Optional.of(manners.nonceLifetime()))));
    return verdict.isGood() ? "200 OK" : challenge(false);
  }

  private String challenge(boolean stale) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    nonces.put(nonce, clock.instant());
    return "401 Unauthorized\r\nWWW-Authenticate: " + digest(nonce, stale);
  }

  private String digest(String nonce, boolean stale) {
    return "Digest realm=\"%s\", nonce=\"%s\", algorithm=%s%s%s"
        .formatted(
            manners.realm(),
            nonce,
            manners.algorithm(),
            manners.qop().isEmpty() ? "" : ", qop=\"" + manners.qop() + "\"",
            stale ? ", stale=true" : "");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
