package dev.pinwheel.validator.file;

import dev.pinwheel.chain.Verdict;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Remedy;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.PathCertificate;
import dev.pinwheel.chain.pin.DigestMatrix;
import dev.pinwheel.chain.policy.PolicyTemplate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A verdict in plain values, for drawing and for JSON; absent values are null.
 *
 * @param format {@link #FORMAT}
 * @param valid whether nothing refuses the chain
 * @param at the instant that was asked for
 * @param parameters what else was asked for
 * @param reachesAnchor whether the path ends in a trust anchor
 * @param path the leaf first; empty where no leaf was found
 * @param violations every reason; empty where the chain is valid
 * @param notes what was put right or passed over
 */
public record ValidationReport(
    int format,
    boolean valid,
    Instant at,
    Policy policy,
    Parameters parameters,
    boolean reachesAnchor,
    List<Step> path,
    List<Fault> violations,
    List<Remark> notes) {

  /** Grows when a field changes its meaning or goes away; new fields leave it as it is. */
  public static final int FORMAT = 1;

  public ValidationReport {
    path = List.copyOf(path);
    violations = List.copyOf(violations);
    notes = List.copyOf(notes);
  }

  /** The policy that was applied. */
  public record Policy(String name, String version, String digest) {}

  /**
   * What the chain was judged by, besides the policy.
   *
   * @param profile whose rules applied to every certificate
   * @param purpose client or server; null where none was asked for
   * @param host null where any name will do
   * @param depth most intermediates; null for no limit but the engine's own
   * @param certificatePolicies object identifiers; empty where none was asked for
   * @param explicitPolicy whether the path had to be valid for one of them
   * @param inhibitPolicyMapping whether policy mappings did not count
   * @param inhibitAnyPolicy whether anyPolicy did not count
   */
  public record Parameters(
      String profile,
      String purpose,
      String host,
      Integer depth,
      List<String> certificatePolicies,
      boolean explicitPolicy,
      boolean inhibitPolicyMapping,
      boolean inhibitAnyPolicy) {

    public Parameters {
      certificatePolicies = List.copyOf(certificatePolicies);
    }

    static Parameters of(FileRequest request) {
      FileDemand demand = request.demand();
      return new Parameters(
          lowerCase(demand.profile()),
          demand.purpose().map(Parameters::lowerCase).orElse(null),
          demand.host().orElse(null),
          demand.mostIntermediates().isPresent() ? demand.mostIntermediates().getAsInt() : null,
          demand.certificatePolicies(),
          demand.explicitPolicy(),
          demand.inhibitPolicyMapping(),
          demand.inhibitAnyPolicy());
    }

    private static String lowerCase(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One certificate of the path.
   *
   * @param origin bundle, store or anchor
   */
  public record Step(
      int position,
      String origin,
      String subject,
      String issuer,
      String serialNumber,
      Instant notBefore,
      Instant notAfter,
      String certificatePin,
      String spkiPin) {}

  /**
   * One violation; position and subject are null where the whole request is meant.
   *
   * @param remediation what the code says
   * @param advice what to do in this very case with the text to copy; null where there is none
   * @param copy a command or a line of a policy; null where there is none
   */
  public record Fault(
      String code,
      Integer position,
      String subject,
      String message,
      String citation,
      String measured,
      String required,
      String remediation,
      String advice,
      String copy) {}

  /** One note. */
  public record Remark(String kind, String message) {}

  static ValidationReport of(Verdict verdict, PolicyTemplate policy, FileRequest request) {
    Instant at = request.at();
    Parameters asked = Parameters.of(request);
    Policy applied = new Policy(policy.name(), policy.version(), policy.digest());
    List<Remark> notes = verdict.notes().stream().map(ValidationReport::remark).toList();
    return switch (verdict) {
      case Verdict.Valid valid ->
          new ValidationReport(
              FORMAT,
              true,
              at,
              applied,
              asked,
              true,
              steps(valid.chain().path()),
              List.of(),
              notes);
      case Verdict.Refused refused ->
          new ValidationReport(
              FORMAT,
              false,
              at,
              applied,
              asked,
              refused.path().map(CandidatePath::isAnchored).orElse(false),
              refused.path().map(ValidationReport::steps).orElse(List.of()),
              refused.violations().stream().map(ValidationReport::fault).toList(),
              notes);
    };
  }

  private static List<Step> steps(CandidatePath path) {
    List<PathCertificate> certificates = path.certificates();
    List<DigestMatrix.Row> rows = DigestMatrix.of(certificates).rows();
    return IntStream.range(0, rows.size())
        .mapToObj(position -> step(certificates.get(position), rows.get(position)))
        .toList();
  }

  private static Step step(PathCertificate certificate, DigestMatrix.Row row) {
    String origin =
        switch (certificate.origin()) {
          case BUNDLE -> "bundle";
          case STORE -> "intermediates";
          case ANCHOR -> "anchor";
        };
    return new Step(
        row.position(),
        origin,
        row.subject(),
        row.issuer(),
        row.serialNumber(),
        row.notBefore(),
        row.notAfter(),
        row.certificatePin().base64(),
        row.spkiPin().base64());
  }

  private static Fault fault(Violation violation) {
    Optional<Location.AtCertificate> place =
        switch (violation.location()) {
          case Location.AtCertificate at -> Optional.of(at);
          case Location.AtBlock block -> Optional.empty();
          case Location.AtBackupPin pin -> Optional.empty();
          case Location.AtPrevious previous -> Optional.empty();
          case Location.WholeRequest whole -> Optional.empty();
        };
    return new Fault(
        violation.code().name(),
        place.map(Location.AtCertificate::position).orElse(null),
        place.map(Location.AtCertificate::subject).orElse(null),
        violation.message(),
        violation.citation(),
        violation.measured().orElse(null),
        violation.required().orElse(null),
        violation.code().remediation(),
        violation.remedy().map(Remedy::advice).orElse(null),
        violation.remedy().map(Remedy::text).orElse(null));
  }

  private static Remark remark(Note note) {
    return new Remark(note.kind().name(), note.message());
  }
}
