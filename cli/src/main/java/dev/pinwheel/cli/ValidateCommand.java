package dev.pinwheel.cli;

import dev.pinwheel.chain.policy.TlsUsage;
import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.rule.Profile;
import dev.pinwheel.validator.KeyReferences;
import dev.pinwheel.validator.file.FileDemand;
import dev.pinwheel.validator.file.FileEvidence;
import dev.pinwheel.validator.file.FileRequest;
import dev.pinwheel.validator.file.FileValidation;
import dev.pinwheel.validator.file.UnreadableInputException;
import dev.pinwheel.validator.file.ValidationReport;
import dev.pinwheel.validator.suite.MalformedSuiteException;
import dev.pinwheel.validator.suite.Suite;
import dev.pinwheel.validator.suite.SuiteReader;
import dev.pinwheel.validator.suite.SuiteReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The chain validator on files. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description =
        "Judges a certificate chain, without Kafka. Exit status 0 where it is valid, 3 where it is"
            + " refused. With --suite, runs a file of cases in x509-limbo's schema instead, and"
            + " exits with 0 whatever came of them.")
final class ValidateCommand implements Callable<Integer> {

  /** What a certificate must be good for. */
  enum Purpose {
    CLIENT,
    SERVER
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--suite",
      paramLabel = "FILE",
      description = "JSON in x509-limbo's schema; other options than --at and --json do not apply.")
  private Path suite;

  @Option(names = "--chain", paramLabel = "FILE", description = "PEM; - reads standard input.")
  private Path chain;

  @Option(names = "--anchors", paramLabel = "FILE", description = "PEM of the trust anchors.")
  private Path anchors;

  @Option(
      names = "--intermediates",
      paramLabel = "FILE",
      description = "PEM of further intermediates.")
  private Path intermediates;

  @Option(
      names = "--policy",
      paramLabel = "FILE|KIND",
      description = "YAML policy template, or a kind of target for its shipped one.")
  private String policy;

  @Option(
      names = "--key",
      paramLabel = "REF",
      description =
          "file:/path or env:NAME of the leaf's private key: whether it belongs to the leaf and"
              + " can be loaded. It is neither printed nor kept.")
  private String key;

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description = "PEM of the certificate being replaced.")
  private Path previous;

  @Option(
      names = "--backup-pin",
      paramLabel = "PIN",
      description = "base64 SHA-256 of a certificate not served yet; may be repeated.")
  private List<String> backupPins = List.of();

  @Option(
      names = "--purpose",
      description = "client or server: the extended key usage that is asked for.")
  private Purpose purpose;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "DNS name or IP address that the leaf must be for.")
  private String host;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      converter = ProfileText.class,
      defaultValue = "rfc5280",
      description =
          "rfc5280: what relying parties of any PKI ask for. webpki: what the CA/Browser Forum and"
              + " RFC 9525 ask for in addition. smime: what its S/MIME requirements ask for."
              + " Default: ${DEFAULT-VALUE}.")
  private Profile profile;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description =
          "Most intermediates between leaf and anchor, self-issued ones not counted; 0 for a leaf"
              + " that an anchor issued. Default: as many as the engine's own limits allow.")
  private Integer depth;

  @Option(
      names = "--require-policy",
      paramLabel = "OID",
      description =
          "Object identifier of a certificate policy (RFC 5280 section 4.2.1.4), such as"
              + " 2.23.140.1.2.2: the path must be valid for it, or for one of several where the"
              + " option is repeated; 2.5.29.32.0 is any.")
  private List<String> certificatePolicies = List.of();

  @Option(
      names = "--accept-policy",
      paramLabel = "OID",
      description =
          "As --require-policy, but a path without any policy will do unless a CA on it asks for"
              + " one (RFC 5280 section 6.1.1 (c) without (e)).")
  private List<String> acceptablePolicies = List.of();

  @Option(
      names = "--inhibit-policy-mapping",
      description = "A CA's policy mappings do not count (RFC 5280 section 6.1.1 (f)).")
  private boolean inhibitPolicyMapping;

  @Option(
      names = "--inhibit-any-policy",
      description = "anyPolicy in a certificate does not count (RFC 5280 section 6.1.1 (g)).")
  private boolean inhibitAnyPolicy;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "RFC 3339 instant of the verdict. Default: now.")
  private Instant at;

  @Option(
      names = "--crl",
      paramLabel = "FILE",
      description = "CRLs, PEM or DER; may be given several times.")
  private List<Path> crls = List.of();

  @Option(
      names = "--ocsp",
      paramLabel = "FILE",
      description = "OCSP responses, PEM or DER; may be given several times.")
  private List<Path> answers = List.of();

  @Option(
      names = "--ct-log-list",
      paramLabel = "FILE",
      description =
          "JSON list of transparency logs, version 3. Without a policy: two SCTs by two operators"
              + " are asked for.")
  private Path logList;

  @Option(
      names = "--revocation",
      paramLabel = "MODE",
      converter = RevocationModeText.class,
      description =
          "off, soft or hard: what missing evidence means. Default: what the policy says; soft"
              + " where it says nothing and there is evidence.")
  private RevocationMode revocation;

  @Option(names = "--json", description = "Print the verdict as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (suite != null) {
      return runSuite();
    }
    if (chain == null || anchors == null) {
      throw new WrongUsageException("--chain and --anchors are needed, or --suite");
    }
    if (!certificatePolicies.isEmpty() && !acceptablePolicies.isEmpty()) {
      throw new WrongUsageException(
          "--require-policy and --accept-policy: give one of them, a path either needs a policy or"
              + " does not");
    }
    ValidationReport report = validate();
    spec.commandLine().getOut().print(json ? Json.text(report) + "\n" : ChainTree.text(report));
    return report.valid() ? ExitStatus.DONE : ExitStatus.REFUSED;
  }

  private Integer runSuite() {
    SuiteReport report;
    try {
      report = new Suite(instant()).run(SuiteReader.read(TextFile.read(suite)));
    } catch (MalformedSuiteException e) {
      throw new WrongUsageException(e.getMessage(), e);
    }
    spec.commandLine().getOut().print(json ? Json.text(report.summary()) + "\n" : report.text());
    return ExitStatus.DONE;
  }

  private Instant instant() {
    return at == null ? Clock.systemUTC().instant() : at;
  }

  private ValidationReport validate() {
    try {
      return FileValidation.validate(
          new FileRequest(
              TextFile.pem(chain),
              TextFile.pem(anchors),
              intermediates == null ? "" : TextFile.pem(intermediates),
              Optional.ofNullable(policy).map(PolicyArgument::template),
              new FileDemand(
                  Optional.ofNullable(purpose).map(ValidateCommand::usage),
                  Optional.ofNullable(host),
                  profile,
                  depth(),
                  certificatePolicies.isEmpty() ? acceptablePolicies : certificatePolicies,
                  !certificatePolicies.isEmpty(),
                  inhibitPolicyMapping,
                  inhibitAnyPolicy),
              Optional.ofNullable(previous).map(TextFile::pem),
              backupPins,
              Optional.ofNullable(key).map(KeyReferences.unlimited(System.getenv())::read),
              instant(),
              new FileEvidence(
                  crls.stream().map(TextFile::bytes).toList(),
                  answers.stream().map(TextFile::bytes).toList(),
                  Optional.ofNullable(logList).map(TextFile::read),
                  Optional.ofNullable(revocation))));
    } catch (UnreadableInputException e) {
      throw new WrongUsageException(e.getMessage(), e);
    }
  }

  private OptionalInt depth() {
    if (depth == null) {
      return OptionalInt.empty();
    }
    if (depth < 0) {
      throw new WrongUsageException(
          "--depth: expected 0 or more intermediates between leaf and anchor, found " + depth);
    }
    return OptionalInt.of(depth);
  }

  private static TlsUsage usage(Purpose purpose) {
    return switch (purpose) {
      case CLIENT -> TlsUsage.CLIENT;
      case SERVER -> TlsUsage.SERVER;
    };
  }
}
