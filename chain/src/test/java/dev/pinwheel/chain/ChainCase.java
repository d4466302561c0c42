package dev.pinwheel.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.chain.key.PrivateKeyReader;
import dev.pinwheel.chain.path.CertificatePool;
import dev.pinwheel.chain.path.IntermediateStore;
import dev.pinwheel.chain.path.TrustStore;
import dev.pinwheel.chain.pem.PemBundle;
import dev.pinwheel.chain.pem.PemLimits;
import dev.pinwheel.chain.pem.PemReader;
import dev.pinwheel.chain.pem.PemReading;
import dev.pinwheel.chain.policy.InvalidPolicyException;
import dev.pinwheel.chain.policy.PolicyReader;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.RevocationCheck;
import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.rule.PeerName;
import dev.pinwheel.chain.rule.RevocationEvidence;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.transparency.LogList;
import dev.pinwheel.chain.transparency.TransparencyCheck;
import dev.pinwheel.chain.transparency.TransparencyPolicy;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One validation in a test: the shipped policy, one CA's root as the anchor, an empty store and a
 * fixed instant unless the test says otherwise.
 */
public record ChainCase(
    String bundle,
    Optional<String> previous,
    List<String> backups,
    PolicyTemplate policy,
    TrustStore anchors,
    IntermediateStore store,
    Optional<PeerName> peerName,
    TargetKind kind,
    Instant time,
    UnaryOperator<ValidationParameters> changes,
    Optional<KeyReading> privateKey) {

  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ChainValidator VALIDATOR = new ChainValidator();
  public static final TestCa CA = TestCa.create(NOW, new SecureRandom());

  /** A case with the certificates of these, each alone. */
  public static ChainCase bundle(HeldCertificate... certificates) {
    return text(pem(certificates));
  }

  /** A case with a chain as a peer presents it, without its root. */
  public static ChainCase chain(HeldCertificate leaf) {
    return text(leaf.chainPem());
  }

  public static ChainCase text(String bundle) {
    return new ChainCase(
        bundle,
        Optional.empty(),
        List.of(),
        ShippedPolicies.all().getFirst(),
        anchors(CA.root()),
        IntermediateStore.EMPTY,
        Optional.empty(),
        TargetKind.OAUTH_CLIENT,
        NOW,
        UnaryOperator.identity(),
        Optional.empty());
  }

  public static String pem(HeldCertificate... certificates) {
    return Arrays.stream(certificates).map(HeldCertificate::pem).collect(Collectors.joining());
  }

  public static TrustStore anchors(HeldCertificate... certificates) {
    return new TrustStore(new CertificatePool(parsed(certificates)));
  }

  public static List<ParsedCertificate> parsed(HeldCertificate... certificates) {
    return certificates.length == 0 ? List.of() : read(pem(certificates)).certificates();
  }

  public static PemBundle read(String pem) {
    return switch (new PemReader(PemLimits.CONFIGURED).read(pem)) {
      case PemReading.Read read -> read.bundle();
      case PemReading.Unreadable unreadable ->
          throw new AssertionError(unreadable.violations().toString());
    };
  }

  /** A template that allows every issuer and asks for clientAuth, with further lines of YAML. */
  public static PolicyTemplate policy(String... lines) {
    String yaml =
        "name: test\nversion: \"1\"\ntargetKind: OAUTH_CLIENT\n" + String.join("\n", lines);
    if (!yaml.contains("allowedIssuers")) {
      yaml += "\nallowedIssuers: []";
    }
    if (!yaml.contains("requiredEku")) {
      yaml += "\nrequiredEku: [clientAuth]";
    }
    try {
      return PolicyTemplate.of(
          PolicyReader.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    } catch (InvalidPolicyException e) {
      throw new AssertionError(e);
    }
  }

  public ChainCase under(PolicyTemplate other) {
    return new ChainCase(
        bundle,
        previous,
        backups,
        other,
        anchors,
        store,
        peerName,
        kind,
        time,
        changes,
        privateKey);
  }

  /** Under a template that allows every issuer. */
  public ChainCase anyIssuer() {
    return under(policy(""));
  }

  public ChainCase trusting(HeldCertificate... others) {
    return new ChainCase(
        bundle,
        previous,
        backups,
        policy,
        anchors(others),
        store,
        peerName,
        kind,
        time,
        changes,
        privateKey);
  }

  /** Trusting what a PEM text holds. */
  public ChainCase trustingPem(String pem) {
    return new ChainCase(
        bundle,
        previous,
        backups,
        policy,
        new TrustStore(new CertificatePool(read(pem).certificates())),
        store,
        peerName,
        kind,
        time,
        changes,
        privateKey);
  }

  public ChainCase storing(HeldCertificate... certificates) {
    IntermediateStore other = new IntermediateStore(new CertificatePool(parsed(certificates)));
    return new ChainCase(
        bundle,
        previous,
        backups,
        policy,
        anchors,
        other,
        peerName,
        kind,
        time,
        changes,
        privateKey);
  }

  public ChainCase at(Instant other) {
    return new ChainCase(
        bundle,
        previous,
        backups,
        policy,
        anchors,
        store,
        peerName,
        kind,
        other,
        changes,
        privateKey);
  }

  public ChainCase replacing(String previousCertificate) {
    return new ChainCase(
        bundle,
        Optional.of(previousCertificate),
        backups,
        policy,
        anchors,
        store,
        peerName,
        kind,
        time,
        changes,
        privateKey);
  }

  public ChainCase withBackups(String... pins) {
    return new ChainCase(
        bundle,
        previous,
        List.of(pins),
        policy,
        anchors,
        store,
        peerName,
        kind,
        time,
        changes,
        privateKey);
  }

  public ChainCase forPeer(String name) {
    return new ChainCase(
        bundle,
        previous,
        backups,
        policy,
        anchors,
        store,
        Optional.of(PeerName.parse(name)),
        kind,
        time,
        changes,
        privateKey);
  }

  public ChainCase ofKind(TargetKind other) {
    return new ChainCase(
        bundle,
        previous,
        backups,
        policy,
        anchors,
        store,
        peerName,
        other,
        time,
        changes,
        privateKey);
  }

  /** Under parameters that differ otherwise. */
  public ChainCase with(UnaryOperator<ValidationParameters> others) {
    return new ChainCase(
        bundle,
        previous,
        backups,
        policy,
        anchors,
        store,
        peerName,
        kind,
        time,
        others,
        privateKey);
  }

  /** With this said about revocation. */
  public ChainCase knowing(RevocationMode mode, EvidenceSet evidence) {
    return knowing(new RevocationCheck(mode, evidence));
  }

  /** With this check of revocation. */
  public ChainCase knowing(RevocationCheck revocation) {
    Optional<RevocationEvidence> check = Optional.of(revocation);
    return with(parameters -> changes.apply(parameters).withRevocation(check));
  }

  /** Where the leaf must have been logged in logs of a list, or of none. */
  public ChainCase logged(TransparencyPolicy demand, Optional<LogList> list) {
    Optional<TransparencyCheck> check = Optional.of(new TransparencyCheck(demand, list));
    return with(parameters -> changes.apply(parameters).withTransparency(check));
  }

  /** With a private key's PEM, as if it had been read from the file leaf.key. */
  public ChainCase withKey(String pem) {
    KeyReading key = PrivateKeyReader.read(pem.getBytes(StandardCharsets.US_ASCII), "leaf.key");
    return new ChainCase(
        bundle,
        previous,
        backups,
        policy,
        anchors,
        store,
        peerName,
        kind,
        time,
        changes,
        Optional.of(key));
  }

  public Verdict verdict() {
    ChainRequest request = new ChainRequest(bundle, previous, backups, kind, privateKey);
    ValidationParameters parameters = ValidationParameters.at(time, policy).forPeer(peerName);
    return VALIDATOR.validate(request, changes.apply(parameters), anchors, store);
  }

  public List<Violation> violations() {
    return switch (verdict()) {
      case Verdict.Valid valid -> List.of();
      case Verdict.Refused refused -> refused.violations();
    };
  }

  public List<ViolationCode> codes() {
    return violations().stream().map(Violation::code).toList();
  }

  /** The validated chain; fails with the reasons where there is none. */
  public ValidatedChain valid() {
    assertThat(violations()).isEmpty();
    return ((Verdict.Valid) verdict()).chain();
  }
}
