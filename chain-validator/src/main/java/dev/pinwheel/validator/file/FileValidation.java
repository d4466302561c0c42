package dev.pinwheel.validator.file;

import dev.pinwheel.chain.ChainRequest;
import dev.pinwheel.chain.ChainValidator;
import dev.pinwheel.chain.Verdict;
import dev.pinwheel.chain.certificate.CertificateReader;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.PathCertificate;
import dev.pinwheel.chain.path.PathCertificate.Origin;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemBundle;
import dev.pinwheel.chain.pem.PemLimits;
import dev.pinwheel.chain.pem.PemReader;
import dev.pinwheel.chain.pem.PemReading;
import dev.pinwheel.chain.pin.DigestMatrix;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.policy.TlsUsage;
import dev.pinwheel.chain.revocation.EvidenceReader;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.MalformedEvidenceException;
import dev.pinwheel.chain.revocation.OcspAnswer;
import dev.pinwheel.chain.revocation.RevocationCheck;
import dev.pinwheel.chain.revocation.RevocationList;
import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.rule.CertificatePolicyDemand;
import dev.pinwheel.chain.rule.PeerName;
import dev.pinwheel.chain.rule.RevocationEvidence;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.transparency.InvalidLogListException;
import dev.pinwheel.chain.transparency.LogList;
import dev.pinwheel.chain.transparency.LogListReader;
import dev.pinwheel.chain.transparency.TransparencyCheck;
import dev.pinwheel.chain.transparency.TransparencyPolicy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The validator for texts that somebody has in files, without Kafka: what a command line needs. */
public final class FileValidation {

  /** Of a certificate that is valid for up to 180 days (Chrome's and Apple's CT policies). */
  private static final TransparencyPolicy BROWSERS = new TransparencyPolicy(2, 2);

  private FileValidation() {}

  /**
   * Judges a chain.
   *
   * @throws UnreadableInputException where the anchors, the intermediates, the host, the object
   *     identifiers or the evidence cannot be read; a chain that cannot be read is a verdict
   */
  public static ValidationReport validate(FileRequest request) throws UnreadableInputException {
    PolicyTemplate policy = policy(request);
    TrustStore anchors = new TrustStore(pool("anchors", request.anchors()));
    IntermediateStore store =
        request.intermediates().isBlank()
            ? IntermediateStore.EMPTY
            : new IntermediateStore(pool("intermediates", request.intermediates()));
    ChainRequest chain =
        new ChainRequest(
            request.chain(),
            request.previous(),
            request.backupPins(),
            policy.targetKind(),
            request.key());
    ValidationParameters parameters =
        ValidationParameters.at(request.at(), policy)
            .under(request.demand().profile())
            .withMostIntermediates(request.demand().mostIntermediates())
            .asking(certificatePolicies(request.demand()))
            .forPeer(host(request))
            .withRevocation(revocation(request, policy))
            .withTransparency(transparency(request.evidence(), policy));
    Verdict verdict = new ChainValidator().validate(chain, parameters, anchors, store);
    return ValidationReport.of(verdict, policy, request);
  }

  /**
   * Both pins of every certificate of a PEM text, in its order. Nothing is validated, and no
   * extension is read: a malformed one takes nothing from the bytes that are pinned.
   *
   * @throws UnreadableInputException with every fault of the text
   */
  public static DigestMatrix pins(String pem) throws UnreadableInputException {
    return DigestMatrix.of(
        bundle(
                "certificates",
                pem,
                new PemReader(PemLimits.CONFIGURED, CertificateReader.ofAllButExtensions()))
            .certificates()
            .stream()
            .map(certificate -> new PathCertificate(certificate, Origin.BUNDLE))
            .toList());
  }

  private static PolicyTemplate policy(FileRequest request) {
    Set<TlsUsage> usages = EnumSet.noneOf(TlsUsage.class);
    request.policy().ifPresent(policy -> usages.addAll(policy.requiredUsages()));
    request.demand().purpose().ifPresent(usages::add);
    return request
        .policy()
        .map(policy -> policy.requiring(usages))
        .orElseGet(() -> ShippedPolicies.withoutTarget(usages));
  }

  private static Optional<PeerName> host(FileRequest request) throws UnreadableInputException {
    try {
      return request.demand().host().map(PeerName::parse);
    } catch (IllegalArgumentException e) {
      throw new UnreadableInputException("host", List.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static CertificatePolicyDemand certificatePolicies(FileDemand demand)
      throws UnreadableInputException {
    List<String> asked = demand.certificatePolicies();
    try {
      return new CertificatePolicyDemand(
          asked.isEmpty() ? Set.of(CertificatePolicyDemand.ANY_POLICY) : Set.copyOf(asked),
          demand.explicitPolicy(),
          demand.inhibitPolicyMapping(),
          demand.inhibitAnyPolicy());
    } catch (IllegalArgumentException e) {
      throw new UnreadableInputException(
          "certificate policies", List.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static Optional<RevocationEvidence> revocation(FileRequest request, PolicyTemplate policy)
      throws UnreadableInputException {
    FileEvidence files = request.evidence();
    EvidenceSet evidence = evidence(files);
    RevocationMode asked = files.mode().orElse(policy.revocation());
    boolean unasked = files.mode().isEmpty() && asked == RevocationMode.OFF;
    RevocationMode mode = unasked && !evidence.isEmpty() ? RevocationMode.SOFT_FAIL : asked;
    return mode == RevocationMode.OFF
        ? Optional.empty()
        : Optional.of(new RevocationCheck(mode, evidence, request.demand().profile()));
  }

  private static EvidenceSet evidence(FileEvidence files) throws UnreadableInputException {
    String what = "CRL";
    try {
      List<RevocationList> lists = new ArrayList<>();
      for (byte[] file : files.crls()) {
        lists.addAll(EvidenceReader.lists(file));
      }
      what = "OCSP response";
      List<OcspAnswer> answers = new ArrayList<>();
      for (byte[] file : files.answers()) {
        answers.addAll(EvidenceReader.answers(file));
      }
      return new EvidenceSet(lists, answers);
    } catch (MalformedEvidenceException e) {
      throw new UnreadableInputException(what, List.of(e.getMessage()), e);
    }
  }

  /** A list of logs is given to be used: what the browsers ask for, where the policy is silent. */
  private static Optional<TransparencyCheck> transparency(FileEvidence files, PolicyTemplate policy)
      throws UnreadableInputException {
    Optional<LogList> logs = Optional.empty();
    if (files.logList().isPresent()) {
      try {
        logs = Optional.of(LogListReader.read(files.logList().get()));
      } catch (InvalidLogListException e) {
        throw new UnreadableInputException("list of logs", List.of(e.getMessage()), e);
      }
    }
    Optional<LogList> known = logs;
    return policy
        .transparency()
        .or(() -> known.map(list -> BROWSERS))
        .map(demand -> new TransparencyCheck(demand, known));
  }

  private static CertificatePool pool(String what, String pem) throws UnreadableInputException {
    return new CertificatePool(
        bundle(what, pem, new PemReader(PemLimits.CONFIGURED)).certificates());
  }

  private static PemBundle bundle(String what, String pem, PemReader reader)
      throws UnreadableInputException {
    return switch (reader.read(pem)) {
      case PemReading.Read read -> read.bundle();
      case PemReading.Unreadable unreadable ->
          throw new UnreadableInputException(
              what, unreadable.violations().stream().map(fault -> fault.message()).toList(), null);
    };
  }
}
