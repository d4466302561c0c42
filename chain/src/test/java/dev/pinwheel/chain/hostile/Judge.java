package dev.pinwheel.chain.hostile;

import dev.pinwheel.chain.BestPath;
import dev.pinwheel.chain.ChainRequest;
import dev.pinwheel.chain.ChainValidator;
import dev.pinwheel.chain.Verdict;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.chain.key.PrivateKeyReader;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemLimits;
import dev.pinwheel.chain.pem.PemReader;
import dev.pinwheel.chain.pem.PemReading;
import dev.pinwheel.chain.policy.InvalidPolicyException;
import dev.pinwheel.chain.policy.PolicyReader;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.revocation.EvidenceReader;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.MalformedEvidenceException;
import dev.pinwheel.chain.revocation.RevocationCheck;
import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.rule.CertificatePolicyDemand;
import dev.pinwheel.chain.rule.PeerName;
import dev.pinwheel.chain.rule.Profile;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.signature.SignatureVerifier;
import dev.pinwheel.chain.transparency.InvalidLogListException;
import dev.pinwheel.chain.transparency.LogListReader;
import dev.pinwheel.chain.transparency.TransparencyCheck;
import dev.pinwheel.chain.transparency.TransparencyPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads or judges one input, and says in a few words what came of it. */
final class Judge {

  private final SignatureVerifier verifier;
  private final ChainValidator validator;

  Judge(SignatureVerifier verifier) {
    this.verifier = verifier;
    this.validator = new ChainValidator(verifier);
  }

  /**
   * VALID, READ, the codes, or why the input cannot be read; whatever else is thrown is a fault.
   */
  String finding(HostileCase input) {
    try {
      byte[] bytes = input.bytes(HostileCase.INPUT).orElse(new byte[0]);
      return switch (input.kind()) {
        case CHAIN -> chain(input);
        case PATH -> path(input);
        case CRL -> "READ " + EvidenceReader.lists(bytes).size();
        case OCSP -> "READ " + EvidenceReader.answers(bytes).size();
        case LOG_LIST -> logList(input.text(HostileCase.INPUT).orElse(""));
        case POLICY -> "READ " + PolicyReader.read("p.yaml", bytes).source().name();
        case KEY -> key(bytes);
      };
    } catch (MalformedEvidenceException | InvalidLogListException | InvalidPolicyException e) {
      return "UNREADABLE " + e.getMessage();
    }
  }

  private String chain(HostileCase input)
      throws MalformedEvidenceException, InvalidLogListException {
    PolicyTemplate policy = ShippedPolicies.withoutTarget(Set.of());
    Optional<KeyReading> key =
        input.bytes("key").map(pem -> PrivateKeyReader.read(pem, "leaf.key"));
    ChainRequest request =
        new ChainRequest(
            input.text("bundle").orElseThrow(),
            Optional.empty(),
            List.of(),
            policy.targetKind(),
            key);
    Optional<CertificatePool> store = input.text("store").map(Judge::pool);
    Verdict verdict =
        validator.validate(
            request,
            parameters(input, policy),
            new TrustStore(pool(input.text("anchors").orElseThrow())),
            store.map(IntermediateStore::new).orElse(IntermediateStore.EMPTY));
    return switch (verdict) {
      case Verdict.Valid valid -> "VALID";
      case Verdict.Refused refused -> codes(refused.violations());
    };
  }

  private static ValidationParameters parameters(HostileCase input, PolicyTemplate policy)
      throws MalformedEvidenceException, InvalidLogListException {
    ValidationParameters parameters =
        ValidationParameters.at(HostileCase.NOW, policy)
            .forPeer(input.text("host").map(PeerName::parse));
    if (input.text("profile").isPresent()) {
      parameters = parameters.under(Profile.valueOf(input.text("profile").get()));
    }
    if (input.bytes("policies").isPresent()) {
      parameters =
          parameters.asking(
              new CertificatePolicyDemand(
                  Set.of(CertificatePolicyDemand.ANY_POLICY), true, false, false));
    }
    if (input.bytes("crls").isPresent() || input.bytes("answers").isPresent()) {
      EvidenceSet evidence =
          new EvidenceSet(
              input.bytes("crls").isPresent()
                  ? EvidenceReader.lists(input.bytes("crls").get())
                  : List.of(),
              input.bytes("answers").isPresent()
                  ? EvidenceReader.answers(input.bytes("answers").get())
                  : List.of());
      parameters =
          parameters.withRevocation(
              Optional.of(new RevocationCheck(RevocationMode.HARD_FAIL, evidence)));
    }
    if (input.text("logs").isPresent()) {
      parameters =
          parameters.withTransparency(
              Optional.of(
                  new TransparencyCheck(
                      new TransparencyPolicy(2, 2),
                      Optional.of(LogListReader.read(input.text("logs").get())))));
    }
    return parameters;
  }

  private String path(HostileCase input) {
    List<ParsedCertificate> leaf = certificates(input.text("leaf").orElseThrow());
    if (leaf.isEmpty()) {
      return "UNREADABLE";
    }
    BestPath best =
        BestPath.search(
            leaf.getFirst(),
            new CertificatePool(certificates(input.text("bundle").orElse(""))),
            new TrustStore(pool(input.text("anchors").orElse(""))),
            IntermediateStore.EMPTY,
            verifier,
            ValidationParameters.at(HostileCase.NOW, ShippedPolicies.withoutTarget(Set.of())));
    return best.violations().isEmpty() ? "VALID" : codes(best.violations());
  }

  private static String logList(String json) throws InvalidLogListException {
    LogListReader.read(json);
    return "READ";
  }

  private static String key(byte[] pem) {
    return switch (PrivateKeyReader.read(pem, "leaf.key")) {
      case KeyReading.Read read -> "READ";
      case KeyReading.Encrypted encrypted -> "ENCRYPTED";
      case KeyReading.Unreadable unreadable -> "UNREADABLE " + unreadable.reason();
    };
  }

  private static CertificatePool pool(String pem) {
    return new CertificatePool(certificates(pem));
  }

  /** None where the text cannot be read; the finding is then that there is no path. */
  private static List<ParsedCertificate> certificates(String pem) {
    return switch (new PemReader(PemLimits.CONFIGURED).read(pem)) {
      case PemReading.Read read -> read.bundle().certificates();
      case PemReading.Unreadable unreadable -> List.of();
    };
  }

  private static String codes(List<Violation> violations) {
    return violations.stream()
        .map(violation -> violation.code().name())
        .distinct()
        .collect(Collectors.joining(","));
  }
}
