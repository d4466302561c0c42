package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.executor.trust.TrustFile;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.sip.digest.Body;
import dev.pinwheel.sip.digest.DigestCheck;
import dev.pinwheel.sip.digest.MalformedDigestException;
import dev.pinwheel.sip.digest.NonceAge;
import dev.pinwheel.sip.digest.Pairing;
import dev.pinwheel.sip.digest.PastedMessage;
import dev.pinwheel.sip.register.Registrar;
import dev.pinwheel.sip.register.Registration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** SIP digests. */
@Command(
    name = "sip",
    mixinStandardHelpOptions = true,
    description = "SIP digest credentials: checked, explained, tried.",
    synopsisSubcommandLabel = "COMMAND")
final class SipCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** An answer that was seen on the wire. */
  static final class Seen {
    @Option(
        names = "--authorization",
        required = true,
        paramLabel = "HEADER",
        description =
            "The Authorization header, Digest username=…: its value, with its name, or the whole"
                + " request, as a log, sngrep or Wireshark gives it.")
    private String authorization;

    @Option(
        names = "--challenge",
        paramLabel = "HEADER",
        description = "The WWW-Authenticate header that it answers, or the whole response.")
    private String challenge;

    @Option(
        names = "--method",
        description = "Default: that of a whole request, otherwise REGISTER.")
    private String method;

    @Option(
        names = "--request-uri",
        paramLabel = "URI",
        description = "Default: that of a whole request.")
    private String requestUri;

    @Option(
        names = "--body",
        paramLabel = "FILE",
        description = "The request's body, for auth-int.")
    private Path body;

    @Option(
        names = "--challenged-at",
        paramLabel = "TIME",
        description = "When the 401 came, also as Wireshark and sngrep write it.")
    private String challengedAt;

    @Option(names = "--answered-at", paramLabel = "TIME", description = "When it was answered.")
    private String answeredAt;

    @Option(
        names = "--nonce-lifetime",
        paramLabel = "SECONDS",
        description = "How long the registrar takes a nonce. Kamailio: 300, Asterisk: 32.")
    private Long nonceLifetime;
  }

  /** A registrar to try. */
  static final class Live {
    @Option(
        names = "--registrar",
        required = true,
        paramLabel = "udp|tcp|tls:HOST[:PORT]",
        description = "Register there for real.")
    private String registrar;

    @Option(
        names = "--aor",
        required = true,
        paramLabel = "sip:USER@DOMAIN",
        description = "The address of record.")
    private String addressOfRecord;

    @Option(
        names = "--expires",
        paramLabel = "SECONDS",
        defaultValue = "0",
        description =
            "How long the binding holds. Default: 0, which proves the credentials and binds"
                + " nothing.")
    private long expires;

    @Option(
        names = "--trust",
        paramLabel = "FILE",
        description = "PEM of the only roots trusted for tls. Default: those of the JDK.")
    private Path trust;

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        defaultValue = "10",
        description = "Longest wait for each answer. Default: 10.")
    private long timeout;
  }

  /** Either of them. */
  static final class Mode {
    @ArgGroup(exclusive = false, heading = "An answer that was seen:%n")
    private Seen seen;

    @ArgGroup(exclusive = false, heading = "A registrar to try:%n")
    private Live live;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "check is expected");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Checks the digest of an answer and says what it was computed with instead, or registers"
            + " for real.",
        "Exit status 0 where the credentials are good, 3 where they are not, 1 where nobody knows:"
            + " the registrar cannot be reached, or has trouble of its own."
      })
  int check(
      @ArgGroup(multiplicity = "1") Mode mode,
      @Option(
              names = "--password",
              required = true,
              paramLabel = "REF",
              description = "By reference, env:NAME or file:PATH.")
          String password,
      @Option(
              names = "--username",
              description =
                  "The account's. Default: the header's, or the user of --aor. Needed where a"
                      + " header has only its hash (userhash).")
          String username,
      @Option(names = "--json", description = "Print the verdict as JSON.") boolean json)
      throws IOException {
    Secret secret = new Secret(TokenReference.resolve("--password", password));
    ObjectNode verdict =
        mode.seen != null
            ? seen(mode.seen, Optional.ofNullable(username), secret)
            : registered(mode.live, Optional.ofNullable(username), secret);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.text(verdict) + "\n" : SipVerdict.text(verdict));
    if (verdict.path("standing").asText().equals("UNKNOWN")) {
      return ExitStatus.FAILED;
    }
    return verdict.path("good").booleanValue() ? ExitStatus.DONE : ExitStatus.REFUSED;
  }

  private static ObjectNode seen(Seen seen, Optional<String> username, Secret password) {
    PastedMessage message = PastedMessage.of(seen.authorization);
    List<String> challenges =
        seen.challenge == null ? List.of() : PastedMessage.of(seen.challenge).challenges();
    if (message.answers().isEmpty()) {
      throw new WrongUsageException(
          "--authorization has no digest header: Digest username=… is expected");
    }
    if (seen.challenge != null && challenges.isEmpty()) {
      throw new WrongUsageException("--challenge has no digest header: Digest realm=… is expected");
    }
    try {
      Pairing pair = Pairing.of(message.answers(), challenges);
      return SipVerdict.json(
          DigestCheck.check(
              pair.answer(),
              password,
              new DigestCheck.Observation(
                  given(seen.method, message, PastedMessage.RequestLine::method).orElse("REGISTER"),
                  given(seen.requestUri, message, PastedMessage.RequestLine::uri),
                  username,
                  Optional.ofNullable(seen.body)
                      .map(file -> Body.of(TextFile.bytes(file)))
                      .or(message::body),
                  pair.challenge(),
                  age(seen))));
    } catch (MalformedDigestException e) {
      return SipVerdict.broken(e, seen.authorization + seen.challenge);
    }
  }

  private static Optional<String> given(
      String option, PastedMessage message, Function<PastedMessage.RequestLine, String> part) {
    return Optional.ofNullable(option).or(() -> message.requestLine().map(part));
  }

  private static NonceAge age(Seen seen) {
    Optional<Duration> age =
        seen.challengedAt == null || seen.answeredAt == null
            ? Optional.empty()
            : Optional.of(
                CaptureTime.parse("--challenged-at", seen.challengedAt)
                    .until(CaptureTime.parse("--answered-at", seen.answeredAt)));
    return new NonceAge(age, Optional.ofNullable(seen.nonceLifetime).map(Duration::ofSeconds));
  }

  private static ObjectNode registered(Live live, Optional<String> username, Secret password)
      throws IOException {
    Registration.Account account = account(live, username, password);
    Registration registration;
    try {
      registration =
          new Registration(
              Registrar.parse(live.registrar),
              TrustedRoots.context(
                  live.trust == null
                      ? TrustedRoots.ofTheJdk()
                      : TrustedRoots.of(TrustFile.read(live.trust))),
              Clock.systemUTC(),
              new SecureRandom(),
              Duration.ofSeconds(live.timeout));
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(e.getMessage(), e);
    }
    try {
      return SipVerdict.json(registration.register(account));
    } catch (MalformedDigestException e) {
      throw new IOException("the registrar cannot be answered: " + e.getMessage(), e);
    }
  }

  private static Registration.Account account(
      Live live, Optional<String> username, Secret password) {
    if (!live.addressOfRecord.matches("sips?:[^@\\s<>]+@[^@\\s<>]+")) {
      throw new WrongUsageException("--aor must be sip:USER@DOMAIN, not " + live.addressOfRecord);
    }
    String user =
        live.addressOfRecord.substring(
            live.addressOfRecord.indexOf(':') + 1, live.addressOfRecord.indexOf('@'));
    return new Registration.Account(
        live.addressOfRecord, username.orElse(user), password, Duration.ofSeconds(live.expires));
  }
}
