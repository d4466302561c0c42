package dev.pinwheel.validator.suite;

import dev.pinwheel.chain.BestPath;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemLimits;
import dev.pinwheel.chain.pem.PemReader;
import dev.pinwheel.chain.pem.PemReading;
import dev.pinwheel.chain.rule.PeerName;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.signature.SignatureProvider;
import dev.pinwheel.chain.signature.SignatureVerifier;
import dev.pinwheel.validator.suite.SuiteResult.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs suites in x509-limbo's schema against the validator. */
public final class Suite {

  /**
   * Optional functionality that the validator has. A case with any other feature, such as {@code
   * no-cert-policies}, is not judged.
   */
  private static final Set<String> SUPPORTED =
      Set.of(
          "denial-of-service",
          "has-crl",
          "has-cert-policies",
          "has-policy-constraints",
          "max-chain-depth",
          "name-constraint-dn",
          "pedantic-public-suffix-wildcard",
          "pedantic-rfc5280",
          "pedantic-serial-number",
          "pedantic-smime-eku",
          "pedantic-webpki",
          "pedantic-webpki-eku",
          "pedantic-webpki-subscriber-key",
          "rfc5280-incompatible-with-webpki");

  private final PemReader pemReader = new PemReader(PemLimits.CONFIGURED);
  private final SignatureVerifier verifier = new SignatureVerifier(SignatureProvider.fastest());
  private final Instant now;

  /**
   * A runner.
   *
   * @param now the instant for cases that have none
   */
  public Suite(Instant now) {
    this.now = now;
  }

  /** Judges every case. */
  public SuiteReport run(List<SuiteCase> cases) {
    return new SuiteReport(cases.stream().map(this::judge).toList());
  }

  private SuiteResult judge(SuiteCase one) {
    if (!SUPPORTED.containsAll(one.features()) || !one.signatureAlgorithms().isEmpty()) {
      return new SuiteResult(one.id(), one.nameSpace(), Outcome.UNSUPPORTED, List.of());
    }
    Set<ViolationCode> codes = codes(one);
    Outcome outcome;
    if (codes.isEmpty() == one.succeeds()) {
      outcome = Outcome.AGREED;
    } else {
      outcome = codes.isEmpty() ? Outcome.FALSE_ACCEPT : Outcome.FALSE_REJECT;
    }
    return new SuiteResult(one.id(), one.nameSpace(), outcome, List.copyOf(codes));
  }

  /** Why the chain is refused; empty where it is valid for every name that is asked for. */
  private Set<ViolationCode> codes(SuiteCase one) {
    Set<ViolationCode> codes = new LinkedHashSet<>();
    List<ParsedCertificate> leaf = certificates(List.of(one.leaf()));
    if (leaf.size() != 1) {
      return Set.of(ViolationCode.CERTIFICATE_MALFORMED);
    }
    ValidationParameters parameters = SuitePolicy.parameters(one, now);
    List<Optional<PeerName>> names = new ArrayList<>();
    for (SuiteCase.Peer peer : one.peerNames()) {
      Optional<PeerName> name = SuitePolicy.peerName(peer);
      if (name.isEmpty()) {
        return Set.of(ViolationCode.SAN_MISMATCH);
      }
      names.add(name);
    }
    if (names.isEmpty()) {
      names.add(Optional.empty());
    }
    for (Optional<PeerName> name : names) {
      BestPath.search(
              leaf.getFirst(),
              new CertificatePool(certificates(one.intermediates())),
              new TrustStore(new CertificatePool(certificates(one.trusted()))),
              IntermediateStore.EMPTY,
              verifier,
              parameters.forPeer(name))
          .violations()
          .stream()
          .map(Violation::code)
          .forEach(codes::add);
    }
    return codes;
  }

  /** Those that can be read: one that cannot is on no path, and refuses nothing but itself. */
  private List<ParsedCertificate> certificates(List<String> texts) {
    List<ParsedCertificate> certificates = new ArrayList<>();
    for (String text : texts) {
      switch (pemReader.read(text)) {
        case PemReading.Read read -> certificates.addAll(read.bundle().certificates());
        case PemReading.Unreadable unreadable -> {}
      }
    }
    return certificates;
  }
}
