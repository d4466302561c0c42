package dev.pinwheel.chain;

import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INCOMPLETE;
import static dev.pinwheel.chain.finding.ViolationCode.CHAIN_NOT_JUDGED;
import static dev.pinwheel.chain.finding.ViolationCode.PREVIOUS_CERTIFICATE_UNREADABLE;
import static dev.pinwheel.chain.finding.ViolationCode.PRIVATE_KEY_IN_BUNDLE;
import static dev.pinwheel.chain.finding.ViolationCode.TARGET_KIND_UNSUPPORTED;
import static dev.pinwheel.chain.finding.ViolationCode.WORK_LIMIT_EXCEEDED;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.key.KeyRules;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemBundle;
import dev.pinwheel.chain.pin.CertificatePin;
import dev.pinwheel.chain.pin.PinRules;
import dev.pinwheel.chain.pin.PinSet;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.signature.SignatureProvider;
import dev.pinwheel.chain.signature.SignatureVerifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges a chain: reads it, finds its leaf, searches a valid path, and checks the pins. Every
 * violation is told at once, the work is bounded whatever the input, and nothing is thrown. It
 * remembers verified signatures and no verdict, and may be used by any number of threads.
 */
public final class ChainValidator {

  /** With texts of at most 512 characters each, an event stays far below Kafka's 1 MiB. */
  static final int MOST_VIOLATIONS = 64;

  private final LeafBundle.Reader bundles = new LeafBundle.Reader();
  private final SignatureVerifier verifier;

  /** With the fastest provider of signatures that works here. */
  public ChainValidator() {
    this(new SignatureVerifier(SignatureProvider.fastest()));
  }

  public ChainValidator(SignatureVerifier verifier) {
    this.verifier = verifier;
  }

  /** The verdict on one request; it holds for these parameters alone. */
  public Verdict validate(
      ChainRequest request,
      ValidationParameters parameters,
      TrustStore anchors,
      IntermediateStore store) {
    try {
      return new Validation(request, parameters, anchors, store).verdict();
    } catch (RuntimeException | StackOverflowError e) {
      // input of others must never end the process: what was not foreseen is refused
      return new Verdict.Refused(
          List.of(
              Violation.of(
                  CHAIN_NOT_JUDGED,
                  "something that nobody foresaw ended the validation, %s (in its own words: %s)"
                      .formatted(e.getClass().getSimpleName(), e.getMessage()))),
          Optional.empty(),
          List.of());
    }
  }

  /** One validation and what it has found so far. */
  private final class Validation {

    private final ChainRequest request;
    private final ValidationParameters parameters;
    private final PolicyTemplate policy;
    private final TrustStore anchors;
    private final IntermediateStore store;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    Validation(
        ChainRequest request,
        ValidationParameters parameters,
        TrustStore anchors,
        IntermediateStore store) {
      this.request = request;
      this.parameters = parameters;
      this.policy = parameters.policy();
      this.anchors = anchors;
      this.store = store;
    }

    Verdict verdict() {
      if (request.targetKind() != policy.targetKind()) {
        violations.add(
            Violation.of(
                    TARGET_KIND_UNSUPPORTED,
                    "the policy %s is not for the kind %s"
                        .formatted(policy.name(), request.targetKind()))
                .measured(request.targetKind().name(), policy.targetKind().name()));
      }
      LeafBundle chain = bundles.read(request.bundle());
      chain.bundle().ifPresent(read -> notes.addAll(read.notes()));
      violations.addAll(chain.violations());
      Optional<ParsedCertificate> leaf = chain.leaf();
      Optional<CandidatePath> path = leaf.map(start -> path(chain.bundle().orElseThrow(), start));
      request
          .privateKey()
          .ifPresent(key -> violations.addAll(KeyRules.violations(key, leaf, policy)));
      Optional<ParsedCertificate> previous = request.previousCertificate().flatMap(this::previous);
      Optional<CertificatePin> primary = leaf.map(CertificatePin::of);
      Optional<CertificatePin> fallback = previous.map(CertificatePin::of);
      violations.addAll(PinRules.malformed(request.backupPins()));
      if (policy.backupPinRequired()) {
        violations.addAll(
            PinRules.backup(
                served(path, leaf, previous),
                request.backupPins(),
                policy.citation("backupPinRequired")));
      }
      violations.addAll(PinRules.set(primary, fallback, request.backupPins(), policy.maxPins()));
      if (!violations.isEmpty()) {
        return new Verdict.Refused(mostImportant(violations), path, notes);
      }
      PinSet pins = new PinSet(primary.orElseThrow(), fallback, backups());
      return new Verdict.Valid(
          new ValidatedChain(path.orElseThrow(), pins, policy, parameters.time(), notes));
    }

    private CandidatePath path(PemBundle bundle, ParsedCertificate leaf) {
      BestPath best =
          BestPath.search(
              leaf,
              new CertificatePool(bundle.certificates()),
              anchors,
              store,
              verifier,
              parameters);
      best.violations().forEach(violation -> violations.add(explained(violation, bundle)));
      notes.addAll(best.notes());
      notes.addAll(PathNotes.of(bundle, best.path(), store));
      if (best.violations().isEmpty()) {
        notes.addAll(ElsewhereNotes.of(bundle, best.path(), anchors, parameters.time()));
      }
      return best.path();
    }

    /** What is missing may be in a block that was passed over for its label. */
    private static Violation explained(Violation violation, PemBundle bundle) {
      return violation.code() == CERT_CHAIN_INCOMPLETE
          ? bundle.passedOver().stream()
              .filter(block -> block.remedy().isPresent())
              .findFirst()
              .map(
                  block ->
                      violation.remedied(
                          "Block %d of the bundle was passed over, being a %s. %s"
                              .formatted(
                                  block.number(),
                                  block.label(),
                                  block.remedy().orElseThrow().advice()),
                          block.remedy().orElseThrow().text()))
              .orElse(violation)
          : violation;
    }

    /** The leaf of what the requester says is being replaced; it need not be valid any more. */
    private Optional<ParsedCertificate> previous(String text) {
      LeafBundle previous = bundles.read(text);
      for (Violation fault : previous.violations()) {
        violations.add(
            Violation.of(
                    fault.code() == PRIVATE_KEY_IN_BUNDLE
                        ? PRIVATE_KEY_IN_BUNDLE
                        : PREVIOUS_CERTIFICATE_UNREADABLE,
                    "in the previous certificate, " + fault.message())
                .at(new Location.AtPrevious()));
      }
      return previous.leaf();
    }

    /** What is served today, and what will be when the rotation is done: none of it is a backup. */
    private static List<ParsedCertificate> served(
        Optional<CandidatePath> path,
        Optional<ParsedCertificate> leaf,
        Optional<ParsedCertificate> previous) {
      List<ParsedCertificate> served = new ArrayList<>();
      path.ifPresentOrElse(
          found -> found.certificates().forEach(step -> served.add(step.certificate())),
          () -> leaf.ifPresent(served::add));
      previous.ifPresent(served::add);
      return served;
    }

    private List<CertificatePin> backups() {
      return request.backupPins().stream().map(CertificatePin::new).toList();
    }
  }

  /**
   * In the order of the codes, and no more than an event has room for: input may be made to fail.
   */
  private static List<Violation> mostImportant(List<Violation> violations) {
    List<Violation> sorted = new ArrayList<>(violations);
    sorted.sort(Comparator.comparing(Violation::code));
    if (sorted.size() <= MOST_VIOLATIONS) {
      return sorted;
    }
    List<Violation> kept = new ArrayList<>(sorted.subList(0, MOST_VIOLATIONS - 1));
    kept.add(
        Violation.of(
            WORK_LIMIT_EXCEEDED,
            "%d more violations are not listed".formatted(sorted.size() - kept.size())));
    return kept;
  }
}
