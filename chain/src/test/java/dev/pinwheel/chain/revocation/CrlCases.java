package dev.pinwheel.chain.revocation;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_REVOKED;
import static dev.pinwheel.chain.finding.ViolationCode.REVOCATION_UNKNOWN;
import static dev.pinwheel.chain.revocation.RevocationMode.HARD_FAIL;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.forReasons;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.point;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.uriName;
import static dev.pinwheel.chain.rule.Profile.WEBPKI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ReasonFlags;

/** Chains and lists of the tests of CRLs, and how they are judged. */
final class CrlCases {

  static final HeldCertificate ISSUER = CA.intermediate();
  static final HeldCertificate LEAF = CA.client("leaf").build();
  static final Duration SECOND = Duration.ofSeconds(1);
  static final int SOME = ReasonFlags.keyCompromise | ReasonFlags.cACompromise;
  static final int OTHERS =
      ReasonFlags.affiliationChanged
          | ReasonFlags.superseded
          | ReasonFlags.cessationOfOperation
          | ReasonFlags.certificateHold
          | ReasonFlags.privilegeWithdrawn
          | ReasonFlags.aACompromise;
  static final String STRANGE = "1.3.6.1.4.1.99999.1";

  private CrlCases() {}

  static TestCrl delta(int base, int number) {
    return TestCrl.of(ISSUER).number(number).deltaOf(base);
  }

  static CertificateBuilder pointing(ASN1Encodable points) {
    return CA.client("pointing").extension(Extension.cRLDistributionPoints.getId(), false, points);
  }

  /** So many that lead nowhere, and one that leads to the CRL. */
  static ASN1Encodable manyPoints(int others) {
    return point(
        Stream.concat(
                Stream.generate(() -> "http://b.example").limit(others),
                Stream.of("http://a.example"))
            .map(address -> forReasons(uriName(address), SOME | OTHERS))
            .toArray(DistributionPoint[]::new));
  }

  static HeldCertificate crlIssuer(String subject, int keyUsage) {
    return CA.certificate(subject).issuedBy(CA.root()).keyUsage(keyUsage).build();
  }

  static EvidenceSet set(TestCrl... lists) {
    return new EvidenceSet(Arrays.stream(lists).map(TestCrl::read).toList(), List.of());
  }

  static ChainCase onTheWeb(HeldCertificate leaf, TestCrl list) {
    return ChainCase.chain(leaf)
        .knowing(new RevocationCheck(HARD_FAIL, set(list, TestCrl.of(CA.root())), WEBPKI));
  }

  static ChainCase hard(HeldCertificate leaf, TestCrl... lists) {
    return ChainCase.chain(leaf).knowing(HARD_FAIL, set(lists));
  }

  /** With the root's good list, and what else the store has. */
  static ChainCase withRoot(HeldCertificate leaf, List<HeldCertificate> store, TestCrl... lists) {
    TestCrl[] all =
        Stream.concat(Arrays.stream(lists), Stream.of(TestCrl.of(CA.root())))
            .toArray(TestCrl[]::new);
    return hard(leaf, all).storing(store.toArray(HeldCertificate[]::new));
  }

  static void accepts(HeldCertificate leaf, TestCrl... lists) {
    assertThat(withRoot(leaf, List.of(), lists).violations()).isEmpty();
  }

  static void accepts(HeldCertificate leaf, HeldCertificate stored, TestCrl list) {
    assertThat(withRoot(leaf, List.of(stored), list).violations()).isEmpty();
  }

  static Violation revoked(HeldCertificate leaf, TestCrl... lists) {
    return only(withRoot(leaf, List.of(), lists), CERTIFICATE_REVOKED.name());
  }

  static void revoked(HeldCertificate leaf, HeldCertificate stored, TestCrl list) {
    only(withRoot(leaf, List.of(stored), list), CERTIFICATE_REVOKED.name());
  }

  static void unknown(String saying, HeldCertificate leaf, TestCrl... lists) {
    assertThat(only(withRoot(leaf, List.of(), lists), REVOCATION_UNKNOWN.name()).message())
        .contains(saying);
  }

  static void unknown(String saying, HeldCertificate leaf, HeldCertificate stored, TestCrl list) {
    assertThat(only(withRoot(leaf, List.of(stored), list), REVOCATION_UNKNOWN.name()).message())
        .contains(saying);
  }

  static Violation only(ChainCase judged, String code) {
    List<Violation> violations = judged.violations();
    assertThat(violations).singleElement().extracting(one -> one.code().name()).isEqualTo(code);
    return violations.getFirst();
  }
}
