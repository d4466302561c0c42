package dev.pinwheel.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.sip.digest.DigestAnswer;
import dev.pinwheel.sip.digest.DigestChallenge;
import dev.pinwheel.sip.digest.DigestCheck;
import dev.pinwheel.sip.digest.MalformedDigestException;
import dev.pinwheel.sip.register.Registrar;
import dev.pinwheel.sip.register.Registration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
        description = "Value of the Authorization header: Digest username=…")
    private String authorization;

    @Option(
        names = "--challenge",
        paramLabel = "HEADER",
        description = "Value of the WWW-Authenticate header that it answers.")
    private String challenge;

    @Option(names = "--method", defaultValue = "REGISTER", description = "Default: REGISTER.")
    private String method;

    @Option(names = "--request-uri", paramLabel = "URI", description = "Of the request line.")
    private String requestUri;

    @Option(
        names = "--body",
        paramLabel = "FILE",
        description = "The request's body, for auth-int.")
    private Path body;

    @Option(names = "--challenged-at", paramLabel = "TIME", description = "When the 401 came.")
    private Instant challengedAt;

    @Option(names = "--answered-at", paramLabel = "TIME", description = "When it was answered.")
    private Instant answeredAt;

    @Option(
        names = "--nonce-lifetime",
        paramLabel = "SECONDS",
        defaultValue = "30",
        description = "How long the registrar takes a nonce. Default: 30.")
    private long nonceLifetime;
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

    @Option(names = "--username", description = "Default: the user of --aor.")
    private String username;

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
        "Exit status 0 where the credentials are good, 3 where they are not."
      })
  int check(
      @ArgGroup(multiplicity = "1") Mode mode,
      @Option(
              names = "--password",
              required = true,
              paramLabel = "REF",
              description = "By reference, env:NAME or file:PATH.")
          String password,
      @Option(names = "--json", description = "Print the verdict as JSON.") boolean json)
      throws IOException {
    Secret secret = new Secret(TokenReference.resolve("--password", password));
    try {
      ObjectNode verdict =
          mode.seen != null ? seen(mode.seen, secret) : registered(mode.live, secret);
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? Json.text(verdict) + "\n" : SipVerdict.text(verdict));
      return verdict.path("good").booleanValue() ? ExitStatus.DONE : ExitStatus.REFUSED;
    } catch (MalformedDigestException e) {
      throw new WrongUsageException("not a usable digest header: " + e.getMessage(), e);
    }
  }

  private static ObjectNode seen(Seen seen, Secret password) throws MalformedDigestException {
    Optional<DigestChallenge> challenge =
        seen.challenge == null
            ? Optional.empty()
            : Optional.of(DigestChallenge.parse(seen.challenge));
    Optional<Duration> age =
        seen.challengedAt == null || seen.answeredAt == null
            ? Optional.empty()
            : Optional.of(Duration.between(seen.challengedAt, seen.answeredAt));
    DigestCheck.Verdict verdict =
        DigestCheck.check(
            DigestAnswer.parse(seen.authorization),
            password,
            new DigestCheck.Observation(
                seen.method,
                Optional.ofNullable(seen.requestUri),
                seen.body == null ? "" : TextFile.read(seen.body),
                challenge,
                age,
                Duration.ofSeconds(seen.nonceLifetime)));
    ObjectNode json = Json.MAPPER.createObjectNode().put("good", verdict.isGood());
    json.put("matches", verdict.matches()).put("expected", verdict.expected());
    verdict.explanation().ifPresent(text -> json.put("explanation", text));
    verdict.findings().forEach(json.putArray("findings")::add);
    return json;
  }

  private static ObjectNode registered(Live live, Secret password)
      throws IOException, MalformedDigestException {
    Registration.Account account = account(live, password);
    Registration registration;
    try {
      registration =
          new Registration(
              Registrar.parse(live.registrar),
              TrustedRoots.context(Optional.ofNullable(live.trust)),
              Clock.systemUTC(),
              new SecureRandom(),
              Duration.ofSeconds(live.timeout));
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(e.getMessage(), e);
    }
    Registration.Report report = registration.register(account);
    ObjectNode json = Json.MAPPER.createObjectNode().put("good", report.isRegistered());
    json.put("status", report.status()).put("reason", report.reason());
    report.trace().forEach(json.putArray("trace")::add);
    report.clockFinding().ifPresent(found -> json.putArray("findings").add(found));
    return json;
  }

  private static Registration.Account account(Live live, Secret password) {
    if (!live.addressOfRecord.matches("sips?:[^@\\s<>]+@[^@\\s<>]+")) {
      throw new WrongUsageException("--aor must be sip:USER@DOMAIN, not " + live.addressOfRecord);
    }
    String user =
        live.addressOfRecord.substring(
            live.addressOfRecord.indexOf(':') + 1, live.addressOfRecord.indexOf('@'));
    return new Registration.Account(
        live.addressOfRecord,
        Optional.ofNullable(live.username).orElse(user),
        password,
        Duration.ofSeconds(live.expires));
  }
}
