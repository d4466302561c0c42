package dev.pinwheel.validator.file;

import dev.pinwheel.validator.chain.ChainRequest;
import dev.pinwheel.validator.chain.ChainValidator;
import dev.pinwheel.validator.chain.Verdict;
import dev.pinwheel.validator.chain.path.CertificatePool;
import dev.pinwheel.validator.chain.path.IntermediateStore;
import dev.pinwheel.validator.chain.path.PathCertificate;
import dev.pinwheel.validator.chain.path.PathCertificate.Origin;
import dev.pinwheel.validator.chain.path.TrustStore;
import dev.pinwheel.validator.chain.pem.PemBundle;
import dev.pinwheel.validator.chain.pem.PemLimits;
import dev.pinwheel.validator.chain.pem.PemReader;
import dev.pinwheel.validator.chain.pem.PemReading;
import dev.pinwheel.validator.chain.pin.DigestMatrix;
import dev.pinwheel.validator.chain.policy.InvalidPolicyException;
import dev.pinwheel.validator.chain.policy.PolicyFault;
import dev.pinwheel.validator.chain.policy.PolicyReader;
import dev.pinwheel.validator.chain.policy.PolicyTemplate;
import dev.pinwheel.validator.chain.policy.ShippedPolicies;
import dev.pinwheel.validator.chain.policy.TlsUsage;
import dev.pinwheel.validator.chain.rule.PeerName;
import dev.pinwheel.validator.chain.rule.ValidationParameters;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The validator for texts that somebody has in files, without Kafka: what a command line needs. */
public final class FileValidation {

  private FileValidation() {}

  /**
   * Judges a chain.
   *
   * @throws UnreadableInputException where the anchors, the intermediates, the policy or the host
   *     cannot be read; a chain that cannot be read is a verdict
   */
  public static ValidationReport validate(FileRequest request) throws UnreadableInputException {
    PolicyTemplate policy = policy(request);
    TrustStore anchors = new TrustStore(pool("anchors", request.anchors()));
    IntermediateStore store =
        request.intermediates().isBlank()
            ? IntermediateStore.EMPTY
            : new IntermediateStore(pool("intermediates", request.intermediates()));
    ChainRequest chain =
        new ChainRequest(request.chain(), Optional.empty(), List.of(), policy.targetKind());
    ValidationParameters parameters =
        ValidationParameters.at(request.at(), policy).forPeer(host(request));
    Verdict verdict = new ChainValidator().validate(chain, parameters, anchors, store);
    return ValidationReport.of(verdict, policy, request.at());
  }

  /**
   * Both pins of every certificate of a PEM text, in its order. Nothing is validated.
   *
   * @throws UnreadableInputException with every fault of the text
   */
  public static DigestMatrix pins(String pem) throws UnreadableInputException {
    return DigestMatrix.of(
        bundle("certificates", pem).certificates().stream()
            .map(certificate -> new PathCertificate(certificate, Origin.BUNDLE))
            .toList());
  }

  private static PolicyTemplate policy(FileRequest request) throws UnreadableInputException {
    if (request.policy().isEmpty()) {
      Set<TlsUsage> usages = EnumSet.noneOf(TlsUsage.class);
      request.purpose().ifPresent(usages::add);
      return ShippedPolicies.withoutTarget(usages);
    }
    try {
      PolicyTemplate policy =
          PolicyReader.template("policy", request.policy().get().getBytes(StandardCharsets.UTF_8));
      Set<TlsUsage> usages = EnumSet.noneOf(TlsUsage.class);
      usages.addAll(policy.requiredUsages());
      request.purpose().ifPresent(usages::add);
      return policy.requiring(usages);
    } catch (InvalidPolicyException e) {
      throw new UnreadableInputException(
          "policy", e.faults().stream().map(PolicyFault::toString).toList(), e);
    }
  }

  private static Optional<PeerName> host(FileRequest request) throws UnreadableInputException {
    try {
      return request.host().map(PeerName::parse);
    } catch (IllegalArgumentException e) {
      throw new UnreadableInputException("host", List.of(String.valueOf(e.getMessage())), e);
    }
  }

  private static CertificatePool pool(String what, String pem) throws UnreadableInputException {
    return new CertificatePool(bundle(what, pem).certificates());
  }

  private static PemBundle bundle(String what, String pem) throws UnreadableInputException {
    return switch (new PemReader(PemLimits.CONFIGURED).read(pem)) {
      case PemReading.Read read -> read.bundle();
      case PemReading.Unreadable unreadable ->
          throw new UnreadableInputException(
              what, unreadable.violations().stream().map(fault -> fault.message()).toList(), null);
    };
  }
}
