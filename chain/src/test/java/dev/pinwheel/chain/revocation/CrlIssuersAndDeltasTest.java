package dev.pinwheel.chain.revocation;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.revocation.CrlCases.ISSUER;
import static dev.pinwheel.chain.revocation.CrlCases.LEAF;
import static dev.pinwheel.chain.revocation.CrlCases.SECOND;
import static dev.pinwheel.chain.revocation.CrlCases.accepts;
import static dev.pinwheel.chain.revocation.CrlCases.crlIssuer;
import static dev.pinwheel.chain.revocation.CrlCases.delta;
import static dev.pinwheel.chain.revocation.CrlCases.pointing;
import static dev.pinwheel.chain.revocation.CrlCases.revoked;
import static dev.pinwheel.chain.revocation.CrlCases.set;
import static dev.pinwheel.chain.revocation.CrlCases.unknown;
import static dev.pinwheel.chain.revocation.RevocationMode.HARD_FAIL;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.issuedBy;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.point;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.uri;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.testing.pki.HeldCertificate;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Lists that another than the certificate's issuer signed, and lists of differences. */
class CrlIssuersAndDeltasTest {

  @Test
  void takesAnIndirectListOfTheIssuerThatThePointNames() {
    HeldCertificate other = crlIssuer("CN=CRL Issuer", KeyUsage.cRLSign);
    HeldCertificate leaf = pointing(point(issuedBy(other))).build();
    accepts(leaf, other, TestCrl.of(other).indirect());
    revoked(leaf, other, TestCrl.of(other).indirect().revokingOf(ISSUER, leaf));
    // the entry without certificateIssuer is about a certificate of the CRL's issuer
    accepts(leaf, other, TestCrl.of(other).indirect().revoking(leaf));
    unknown("not say that it is an indirect", leaf, other, TestCrl.of(other));
    unknown("no CRL for it", LEAF, other, TestCrl.of(other).indirect());
  }

  @Test
  void anEntrysIssuerHoldsForTheEntriesAfterIt() {
    HeldCertificate other = crlIssuer("CN=CRL Issuer", KeyUsage.cRLSign);
    HeldCertificate leaf = pointing(point(issuedBy(other))).build();
    TestCrl list =
        TestCrl.of(other).indirect().revokingOf(ISSUER, CA.client("y").build()).revoking(leaf);
    revoked(leaf, other, list);
  }

  @Test
  void asksACrlIssuerForItsKeyUsageAndPath() {
    HeldCertificate noSign = crlIssuer("CN=CRL Issuer", KeyUsage.digitalSignature);
    HeldCertificate stranger = CA.authority("CN=Stranger").build();
    unknown(
        "no cRLSign",
        pointing(point(issuedBy(noSign))).build(),
        noSign,
        TestCrl.of(noSign).indirect());
    unknown(
        "no valid path",
        pointing(point(issuedBy(stranger))).build(),
        stranger,
        TestCrl.of(stranger).indirect());
  }

  @Test
  void believesNoCrlIssuerThatIsRevoked() {
    HeldCertificate other = crlIssuer("CN=CRL Issuer", KeyUsage.cRLSign);
    HeldCertificate leaf = pointing(point(issuedBy(other))).build();
    ChainCase refused =
        ChainCase.bundle(leaf, ISSUER)
            .storing(other)
            .knowing(
                HARD_FAIL,
                set(TestCrl.of(other).indirect(), TestCrl.of(CA.root()).revoking(other)));
    assertThat(refused.violations())
        .singleElement()
        .satisfies(violation -> assertThat(violation.message()).contains("is revoked"));
  }

  @Test
  void takesAListThatTheSameNameSignedWithAnotherKeyOnAValidPath() {
    HeldCertificate crlKey =
        CA.certificate(ISSUER.certificate().getSubjectX500Principal().getName())
            .issuedBy(CA.root())
            .keyUsage(KeyUsage.cRLSign)
            .build();
    accepts(LEAF, crlKey, TestCrl.of(crlKey));
    revoked(LEAF, crlKey, TestCrl.of(crlKey).revoking(LEAF));
  }

  @Test
  void aDeltaAddsAndRemoves() {
    TestCrl base = TestCrl.of(ISSUER).number(10);
    TestCrl held = TestCrl.of(ISSUER).number(10).revoking(LEAF, CRLReason.certificateHold);
    revoked(LEAF, base, delta(10, 11).revoking(LEAF));
    accepts(LEAF, held, delta(10, 11).revoking(LEAF, CRLReason.removeFromCRL));
    revoked(LEAF, held, delta(10, 11));
  }

  @Test
  void aDeltaOfALaterBaseOrAnEarlierNumberIsNotUsed() {
    TestCrl base = TestCrl.of(ISSUER).number(10);
    accepts(LEAF, base, delta(11, 12).revoking(LEAF));
    accepts(LEAF, base, delta(9, 10).revoking(LEAF));
    revoked(LEAF, base, delta(9, 11).revoking(LEAF));
  }

  @Test
  void aDeltaOfAnotherScopeOrKeyOrTimeIsNotUsed() {
    TestCrl base = TestCrl.of(ISSUER);
    accepts(LEAF, base, delta(10, 11).revoking(LEAF).forUsersOnly());
    accepts(LEAF, base, delta(10, 11).revoking(LEAF).signedWithKeyOf(CA.root()));
    accepts(
        LEAF, base, delta(10, 11).revoking(LEAF).validity(NOW.minusSeconds(9), NOW.minus(SECOND)));
  }

  @Test
  void aDeltaAloneIsNoList() {
    unknown("no CRL for it", LEAF, delta(10, 11));
  }

  @Test
  void aDeltaRenewsAListThatSaysWhereItIs() {
    TestCrl old = TestCrl.of(ISSUER).validity(NOW.minusSeconds(9), NOW.minus(SECOND));
    unknown("not been in force", LEAF, old, delta(10, 11));
    TestCrl pointing =
        TestCrl.of(ISSUER).validity(NOW.minusSeconds(9), NOW.minus(SECOND)).pointingToDeltas();
    accepts(LEAF, pointing, delta(10, 11));
    unknown("not been in force", LEAF, pointing);
    HeldCertificate knowing =
        CA.client("x")
            .extension(Extension.freshestCRL.getId(), false, uri("http://delta.example"))
            .build();
    accepts(knowing, old, delta(10, 11));
  }
}
