package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.ChainCase.bundle;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.revocation.RevocationMode.HARD_FAIL;
import static dev.pinwheel.chain.revocation.RevocationMode.SOFT_FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.path.CandidatePath;
import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.TestCrl;
import dev.pinwheel.chain.rule.CertificatePolicyDemand;
import dev.pinwheel.chain.rule.EvidenceSigners;
import dev.pinwheel.chain.rule.RevocationEvidence;
import dev.pinwheel.chain.rule.ValidationParameters;
import dev.pinwheel.chain.transparency.TestLog;
import dev.pinwheel.chain.transparency.TransparencyPolicy;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For every code a case that is refused with it, and a neighbour that differs as little as possible
 * and is accepted. A new code does not compile without both.
 */
class EveryViolationCodeTest {

  private static final HeldCertificate GOOD = CA.client("good").build();
  private static final HeldCertificate INTERMEDIATE = CA.intermediate();
  private static final TestLog LOG = TestLog.of("log", "operator");
  private static final String PIN = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String OTHER_PIN = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  /** What is refused, and its accepted neighbour. */
  private record Pair(ChainCase refused, ChainCase accepted) {}

  @ParameterizedTest
  @EnumSource
  void isGivenToItsCaseAlone(ViolationCode code) {
    Pair pair = pair(code);

    assertThat(pair.refused().codes()).containsOnly(code);
    assertThat(pair.accepted().violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItMeansWhereItComesFromAndWhatToDo(ViolationCode code) {
    assertThat(code.meaning()).isNotBlank().endsWith(".");
    assertThat(code.citation()).isNotBlank();
    assertThat(code.remediation()).isNotBlank().endsWith(".");
    for (Violation violation : pair(code).refused().violations()) {
      assertThat(violation.message()).isNotBlank();
      assertThat(violation.citation()).isNotBlank();
      assertThat(violation.measured().isPresent()).isEqualTo(violation.required().isPresent());
      assertThat(violation.remediation()).startsWith(code.remediation());
    }
  }

  @Test
  void meaningsAreNotShared() {
    assertThat(Arrays.stream(ViolationCode.values()).map(ViolationCode::meaning))
        .doesNotHaveDuplicates();
  }

  private static Pair pair(ViolationCode code) {
    return switch (code) {
      case TARGET_KIND_UNSUPPORTED ->
          new Pair(chain(GOOD).ofKind(TargetKind.BYOC_TRUNK), chain(GOOD));
      case PRIVATE_KEY_IN_BUNDLE ->
          new Pair(text(GOOD.chainPem() + GOOD.privateKeyPem()), chain(GOOD));
      case PEM_TOO_LARGE -> new Pair(text(padded(64 * 1024 + 1)), text(padded(64 * 1024)));
      case PEM_EMPTY -> new Pair(text("nothing here"), text("here:\n" + GOOD.chainPem()));
      case PEM_MALFORMED ->
          new Pair(text(GOOD.chainPem() + "-----BEGIN CERTIFICATE-----\n"), chain(GOOD));
      case PEM_TOO_MANY_CERTIFICATES -> new Pair(withStrangers(9), withStrangers(8));
      case CERTIFICATE_MALFORMED ->
          new Pair(
              chain(CA.client("x").rawExtension(usageId(), false, new byte[] {1, 2}).build()),
              chain(CA.client("x").build()));
      case LEAF_AMBIGUOUS ->
          new Pair(bundle(GOOD, CA.client("b").build(), CA.intermediate()), chain(GOOD));
      case LEAF_IS_CA -> new Pair(chain(leafWithFlag(true)), chain(leafWithFlag(false)));
      case LEAF_SELF_SIGNED ->
          new Pair(
              bundle(selfSigned().build()).anyIssuer(),
              chain(selfSigned().issuedBy(CA.intermediate()).build()).anyIssuer());
      case CERT_CHAIN_INCOMPLETE -> new Pair(bundle(GOOD), bundle(GOOD, CA.intermediate()));
      case ROOT_NOT_TRUSTED ->
          new Pair(
              text(GOOD.fullChainPem()).trusting(CA.authority("CN=Other Root").build()),
              text(GOOD.fullChainPem()));
      case CERT_CHAIN_INVALID ->
          new Pair(
              chain(CA.client("x").signedWithKeyOf(CA.root()).build()),
              chain(CA.client("x").build()));
      case CA_CONSTRAINT_VIOLATED ->
          new Pair(chain(belowPathLength(0)).anyIssuer(), chain(belowPathLength(1)).anyIssuer());
      case NAME_CONSTRAINT_VIOLATED ->
          new Pair(
              chain(belowConstraint("evil.example")).anyIssuer(),
              chain(belowConstraint("good.example.com")).anyIssuer());
      case UNKNOWN_CRITICAL_EXTENSION ->
          new Pair(chain(leafWithStrangeExtension(true)), chain(leafWithStrangeExtension(false)));
      case VALIDITY_EXPIRED ->
          new Pair(chain(GOOD).at(end(GOOD).plusSeconds(1)), chain(GOOD).at(end(GOOD)));
      case VALIDITY_NOT_YET ->
          new Pair(
              chain(GOOD).at(NOW.minus(Duration.ofHours(1)).minusSeconds(1)),
              chain(GOOD).at(NOW.minus(Duration.ofHours(1))));
      case CERTIFICATE_REVOKED ->
          new Pair(
              chain(GOOD).knowing(SOFT_FAIL, evidence(TestCrl.of(INTERMEDIATE).revoking(GOOD))),
              chain(GOOD).knowing(SOFT_FAIL, evidence(TestCrl.of(INTERMEDIATE))));
      case REVOCATION_UNKNOWN ->
          new Pair(
              chain(GOOD).knowing(HARD_FAIL, evidence(TestCrl.of(INTERMEDIATE))),
              chain(GOOD)
                  .knowing(HARD_FAIL, evidence(TestCrl.of(INTERMEDIATE), TestCrl.of(CA.root()))));
      case VALIDITY_TOO_LONG -> {
        HeldCertificate leaf =
            CA.client("x").validity(NOW, NOW.plus(Duration.ofDays(30)).minusSeconds(1)).build();
        yield new Pair(
            chain(leaf).under(policy("maxLifetimeDays: 29")),
            chain(leaf).under(policy("maxLifetimeDays: 30")));
      }
      case VALIDITY_ENDS_SOON -> {
        ChainCase soon = chain(GOOD).under(policy("minRemainingDays: 7"));
        yield new Pair(
            soon.at(end(GOOD).minus(Duration.ofDays(7)).plusSeconds(1)),
            soon.at(end(GOOD).minus(Duration.ofDays(7))));
      }
      case COMPLIANCE_TLS_CERT_MISMATCH -> {
        HeldCertificate other = CA.authority("CN=OtherCA").issuedBy(CA.root()).build();
        HeldCertificate leaf = CA.clientOf(other, "x").build();
        yield new Pair(chain(leaf), chain(leaf).under(policy("allowedIssuers: [OtherCA]")));
      }
      case EKU_CLIENT_AUTH_MISSING ->
          new Pair(
              chain(CA.client("x").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).build()),
              chain(CA.client("x").build()));
      case EKU_SERVER_AUTH_MISSING -> {
        ChainCase server =
            chain(CA.server("a.example").build()).under(policy("requiredEku: [serverAuth]"));
        yield new Pair(chain(GOOD).under(server.policy()), server);
      }
      case EKU_NOT_PERMITTED_BY_CA ->
          new Pair(
              chain(belowUsage(KeyPurposeId.id_kp_emailProtection)).anyIssuer(),
              chain(belowUsage(KeyPurposeId.id_kp_clientAuth)).anyIssuer());
      case KEY_USAGE_MISMATCH ->
          new Pair(
              chain(CA.client("x").keyUsage(KeyUsage.keyEncipherment).build()),
              chain(CA.client("x").keyUsage(KeyUsage.digitalSignature).build()));
      case SAN_MISSING -> {
        ChainCase bare = chain(CA.client("x").withoutAlternativeNames().build());
        yield new Pair(bare.under(policy("sanRequired: true")), bare);
      }
      case SAN_MISMATCH ->
          new Pair(
              chain(GOOD).forPeer("other.example.com"), chain(GOOD).forPeer("good.example.com"));
      case CT_INSUFFICIENT -> {
        ChainCase leaf = chain(logged(LOG));
        yield new Pair(
            leaf.logged(new TransparencyPolicy(2, 1), Optional.of(TestLog.list(LOG))),
            leaf.logged(new TransparencyPolicy(1, 1), Optional.of(TestLog.list(LOG))));
      }
      case CT_UNKNOWN -> {
        ChainCase leaf = chain(logged(LOG));
        TransparencyPolicy one = new TransparencyPolicy(1, 1);
        yield new Pair(
            leaf.logged(one, Optional.empty()), leaf.logged(one, Optional.of(TestLog.list(LOG))));
      }
      case KEY_TOO_WEAK ->
          new Pair(
              chain(CA.client("x").keyKind(KeyKind.RSA_2047).build()),
              chain(CA.client("x").keyKind(KeyKind.RSA_2048).build()));
      case KEY_NOT_ALLOWED ->
          new Pair(
              chain(GOOD).under(policy("allowedCurves: [P-384]")),
              chain(GOOD).under(policy("allowedCurves: [P-256]")));
      case SIGNATURE_ALGORITHM_WEAK ->
          new Pair(
              chain(CA.client("x").signatureAlgorithm("SHA1withECDSA").build()),
              chain(CA.client("x").signatureAlgorithm("SHA256withECDSA").build()));
      case ROOT_NOT_IN_BUNDLE ->
          new Pair(
              chain(GOOD).under(policy("rootInBundle: required")),
              text(GOOD.fullChainPem()).under(policy("rootInBundle: required")));
      case ROOT_IN_BUNDLE ->
          new Pair(
              text(GOOD.fullChainPem()).under(policy("rootInBundle: forbidden")),
              chain(GOOD).under(policy("rootInBundle: forbidden")));
      case PRIVATE_KEY_UNREADABLE ->
          new Pair(
              chain(GOOD).withKey(GOOD.privateKeyPem() + GOOD.privateKeyPem()),
              chain(GOOD).withKey(GOOD.pem() + GOOD.privateKeyPem()));
      case PRIVATE_KEY_ENCRYPTED ->
          new Pair(
              chain(GOOD).withKey(GOOD.privateKeyPem().replace("PRIVATE", "ENCRYPTED PRIVATE")),
              chain(GOOD).withKey(GOOD.privateKeyPem()));
      case PRIVATE_KEY_MISMATCH ->
          new Pair(
              chain(GOOD).withKey(CA.client("other").build().privateKeyPem()),
              chain(GOOD).withKey(GOOD.privateKeyPem()));
      case PREVIOUS_CERTIFICATE_UNREADABLE ->
          new Pair(
              chain(GOOD).replacing("not PEM"),
              chain(GOOD).replacing(CA.client("old").build().pem()));
      case PIN_MALFORMED ->
          new Pair(chain(GOOD).withBackups(PIN.replace("=", "")), chain(GOOD).withBackups(PIN));
      case PIN_DUPLICATE ->
          new Pair(
              chain(GOOD).replacing(GOOD.pem()),
              chain(GOOD).replacing(CA.client("old").build().pem()));
      case PIN_COUNT_EXCEEDED -> {
        ChainCase two = chain(GOOD).withBackups(PIN, OTHER_PIN);
        yield new Pair(two.replacing(CA.client("old").build().pem()), two);
      }
      case BACKUP_PIN_MISSING -> {
        ChainCase asked = chain(GOOD).under(policy("backupPinRequired: true"));
        yield new Pair(asked, asked.withBackups(PIN));
      }
      case WORK_LIMIT_EXCEEDED -> new Pair(manyNames(600), manyNames(10));
      case PATH_TOO_LONG -> {
        HeldCertificate upper = CA.authority("CN=Upper").issuedBy(CA.root()).build();
        HeldCertificate lower = CA.authority("CN=Lower").issuedBy(upper).build();
        ChainCase two = chain(CA.clientOf(lower, "x").build()).anyIssuer();
        yield new Pair(
            two.with(parameters -> parameters.withMostIntermediates(OptionalInt.of(1))),
            two.with(parameters -> parameters.withMostIntermediates(OptionalInt.of(2))));
      }
      case CERTIFICATE_FORM_INVALID ->
          new Pair(
              chain(withSerialNumber(BigInteger.ZERO)), chain(withSerialNumber(BigInteger.ONE)));
      case EXTENSION_INVALID ->
          new Pair(
              chain(CA.client("x").withoutKeyIdentifiers().build())
                  .with(parameters -> parameters.tolerating()),
              chain(CA.client("x").build()).with(parameters -> parameters.tolerating()));
      case CERTIFICATE_POLICY_VIOLATED -> {
        CertificatePolicyDemand demand =
            new CertificatePolicyDemand(
                Set.of(CertificatePolicyDemand.ANY_POLICY), true, false, false);
        yield new Pair(chain(GOOD).with(parameters -> parameters.asking(demand)), chain(GOOD));
      }
      case EKU_MISSING ->
          new Pair(
              chain(GOOD).with(parameters -> parameters.forUsage(KeyPurposeId.id_kp_codeSigning)),
              chain(GOOD).with(parameters -> parameters.forUsage(KeyPurposeId.id_kp_clientAuth)));
      case CHAIN_NOT_JUDGED -> {
        UnaryOperator<ValidationParameters> broken =
            parameters -> parameters.withRevocation(Optional.of(new BrokenEvidence()));
        yield new Pair(chain(GOOD).with(broken), chain(GOOD));
      }
    };
  }

  private static HeldCertificate logged(TestLog... logs) {
    return TestLog.logged(CA.client("logged"), INTERMEDIATE, logs);
  }

  private static EvidenceSet evidence(TestCrl... lists) {
    return new EvidenceSet(Arrays.stream(lists).map(TestCrl::read).toList(), List.of());
  }

  private static String padded(int bytes) {
    String chain = GOOD.chainPem();
    return " ".repeat(bytes - chain.length()) + chain;
  }

  private static ChainCase withStrangers(int count) {
    String strangers =
        IntStream.range(0, count)
            .mapToObj(number -> CA.authority("CN=Stranger " + number).build().pem())
            .collect(Collectors.joining());
    return text(GOOD.chainPem() + strangers);
  }

  private static HeldCertificate leafWithFlag(boolean flag) {
    return CA.client("x").authorityFlag(flag).build();
  }

  private static CertificateBuilder selfSigned() {
    return CA.certificate("CN=alone").extendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
  }

  private static HeldCertificate belowPathLength(int length) {
    HeldCertificate upper = CA.authority("CN=Upper").issuedBy(CA.root()).authority(length).build();
    return CA.clientOf(CA.authority("CN=Lower").issuedBy(upper).build(), "x").build();
  }

  private static HeldCertificate belowConstraint(String dnsName) {
    NameConstraints constraints =
        new NameConstraints(
            new GeneralSubtree[] {
              new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com"))
            },
            null);
    HeldCertificate constrained = constrained(constraints);
    return CA.clientOf(constrained, "x").withoutAlternativeNames().dnsName(dnsName).build();
  }

  private static HeldCertificate constrained(NameConstraints constraints) {
    return CA.authority("CN=Constrained")
        .issuedBy(CA.root())
        .extension(Extension.nameConstraints.getId(), true, constraints)
        .build();
  }

  private static HeldCertificate belowUsage(KeyPurposeId usage) {
    HeldCertificate limited =
        CA.authority("CN=Limited").issuedBy(CA.root()).extendedKeyUsage(usage).build();
    return CA.clientOf(limited, "x").build();
  }

  private static HeldCertificate leafWithStrangeExtension(boolean critical) {
    return CA.client("x").extension("1.3.6.1.4.1.99999.1", critical, new ASN1Integer(1)).build();
  }

  private static ChainCase manyNames(int count) {
    GeneralSubtree[] excluded =
        IntStream.range(0, count)
            .mapToObj(number -> new GeneralName(GeneralName.dNSName, "n" + number + ".test"))
            .map(GeneralSubtree::new)
            .toArray(GeneralSubtree[]::new);
    HeldCertificate authority = constrained(new NameConstraints(null, excluded));
    CertificateBuilder leaf = CA.clientOf(authority, "x");
    IntStream.range(0, count).forEach(number -> leaf.dnsName("n" + number + ".example"));
    return chain(leaf.build()).anyIssuer();
  }

  private static HeldCertificate withSerialNumber(BigInteger number) {
    return CA.client("x").serialNumber(number).build();
  }

  /** Evidence whose code is wrong. */
  private record BrokenEvidence() implements RevocationEvidence {

    @Override
    public List<Violation> violations(CandidatePath path, EvidenceSigners signers, Instant time) {
      throw new IllegalStateException("no evidence");
    }

    @Override
    public List<Note> notes(CandidatePath path, EvidenceSigners signers, Instant time) {
      return List.of();
    }
  }

  private static String usageId() {
    return Extension.extendedKeyUsage.getId();
  }

  private static Instant end(HeldCertificate certificate) {
    return certificate.certificate().getNotAfter().toInstant();
  }
}
