package dev.pinwheel.chain.revocation;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_REVOKED;
import static dev.pinwheel.chain.finding.ViolationCode.REVOCATION_UNKNOWN;
import static dev.pinwheel.chain.revocation.CrlCases.ISSUER;
import static dev.pinwheel.chain.revocation.CrlCases.LEAF;
import static dev.pinwheel.chain.revocation.CrlCases.OTHERS;
import static dev.pinwheel.chain.revocation.CrlCases.SECOND;
import static dev.pinwheel.chain.revocation.CrlCases.SOME;
import static dev.pinwheel.chain.revocation.CrlCases.STRANGE;
import static dev.pinwheel.chain.revocation.CrlCases.accepts;
import static dev.pinwheel.chain.revocation.CrlCases.crlIssuer;
import static dev.pinwheel.chain.revocation.CrlCases.hard;
import static dev.pinwheel.chain.revocation.CrlCases.manyPoints;
import static dev.pinwheel.chain.revocation.CrlCases.onTheWeb;
import static dev.pinwheel.chain.revocation.CrlCases.pointing;
import static dev.pinwheel.chain.revocation.CrlCases.revoked;
import static dev.pinwheel.chain.revocation.CrlCases.set;
import static dev.pinwheel.chain.revocation.CrlCases.unknown;
import static dev.pinwheel.chain.revocation.CrlCases.withRoot;
import static dev.pinwheel.chain.revocation.RevocationMode.HARD_FAIL;
import static dev.pinwheel.chain.revocation.RevocationMode.SOFT_FAIL;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.directoryName;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.forReasons;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.issuedBy;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.point;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.relativeName;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.uri;
import static dev.pinwheel.chain.revocation.TestDistributionPoint.uriName;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;

/**
 * RFC 5280 section 6.3 on a leaf of an intermediate. The root's CRL is good and at hand in every
 * case, so that what the leaf's issuer says decides.
 */
class CrlCheckTest {

  @Test
  void acceptsACertificateThatNoListNames() {
    accepts(LEAF, TestCrl.of(ISSUER).revoking(CA.client("other").build()));
  }

  @Test
  void refusesARevokedLeafWithReasonAndDate() {
    Violation refused = revoked(LEAF, TestCrl.of(ISSUER).revoking(LEAF, CRLReason.superseded));

    assertThat(refused.message()).contains("SUPERSEDED", "2026-02-28T12:00:00Z", "CRL of CN=");
  }

  @Test
  void refusesARevokedIntermediateAtItsPosition() {
    ChainCase refused =
        ChainCase.chain(LEAF)
            .knowing(SOFT_FAIL, set(TestCrl.of(ISSUER), TestCrl.of(CA.root()).revoking(ISSUER)));

    assertThat(refused.violations())
        .singleElement()
        .satisfies(violation -> assertThat(violation.message()).contains("certificate 1"));
  }

  @Test
  void saysThatNothingIsKnownInBothModes() {
    ChainCase hard = ChainCase.chain(LEAF).knowing(HARD_FAIL, EvidenceSet.NONE);
    ChainCase soft = ChainCase.chain(LEAF).knowing(SOFT_FAIL, EvidenceSet.NONE);

    assertThat(hard.codes()).containsExactly(REVOCATION_UNKNOWN, REVOCATION_UNKNOWN);
    assertThat(soft.valid().notes())
        .extracting(Note::kind)
        .containsExactly(Note.Kind.REVOCATION_UNKNOWN, Note.Kind.REVOCATION_UNKNOWN);
  }

  @Test
  void takesNoListBeforeItsTimeOrAfterIt() {
    accepts(LEAF, TestCrl.of(ISSUER).validity(NOW, NOW.plus(SECOND)));
    accepts(LEAF, TestCrl.of(ISSUER).validity(NOW.minus(SECOND), NOW));
    unknown(
        "not in force before",
        LEAF,
        TestCrl.of(ISSUER).validity(NOW.plus(SECOND), NOW.plusSeconds(9)));
    unknown(
        "not been in force since",
        LEAF,
        TestCrl.of(ISSUER).validity(NOW.minusSeconds(9), NOW.minus(SECOND)));
  }

  @Test
  void takesNoListOfAnotherKeyOrIssuer() {
    unknown("does not verify", LEAF, TestCrl.of(ISSUER).signedWithKeyOf(CA.root()));
    unknown("no CRL for it", LEAF, TestCrl.of(CA.authority("CN=Other").build()));
  }

  @Test
  void aListThatDoesNotVerifyRevokesNothing() {
    assertThat(
            ChainCase.chain(LEAF)
                .knowing(
                    SOFT_FAIL, set(TestCrl.of(ISSUER).revoking(LEAF).signedWithKeyOf(CA.root())))
                .violations())
        .isEmpty();
  }

  @Test
  void nobodyIsGoodByAListOfVersion1OrWithoutACrlNumberOrWithACriticalOne() {
    unknown("version 1", LEAF, TestCrl.of(ISSUER).ofVersion1());
    unknown("no CRL number", LEAF, TestCrl.of(ISSUER).withoutNumber());
    unknown("CRL number is critical", LEAF, TestCrl.of(ISSUER).criticalNumber());
  }

  @Test
  void whatAListOfVersion1OrWithoutACrlNumberOrWithACriticalOneRevokesIsRevoked() {
    revoked(LEAF, TestCrl.of(ISSUER).revoking(LEAF).ofVersion1());
    revoked(LEAF, TestCrl.of(ISSUER).revoking(LEAF).withoutNumber());
    revoked(LEAF, TestCrl.of(ISSUER).revoking(LEAF).criticalNumber());
    assertThat(
            ChainCase.chain(LEAF)
                .knowing(SOFT_FAIL, set(TestCrl.of(ISSUER).revoking(LEAF).ofVersion1()))
                .codes())
        .containsExactly(CERTIFICATE_REVOKED);
  }

  @Test
  void aListOfVersion1RevokesNothingThatItDoesNotListOrNotInItsTimeOrOfAnotherSigner() {
    HeldCertificate other = CA.client("other").build();
    for (TestCrl list :
        List.of(
            TestCrl.of(ISSUER).revoking(other).ofVersion1(),
            TestCrl.of(ISSUER)
                .revoking(LEAF)
                .validity(NOW.minusSeconds(9), NOW.minus(SECOND))
                .ofVersion1(),
            TestCrl.of(ISSUER).revoking(LEAF).signedWithKeyOf(CA.root()).ofVersion1())) {
      assertThat(ChainCase.chain(LEAF).knowing(SOFT_FAIL, set(list)).codes()).isEmpty();
    }
  }

  @Test
  void aBetterListSaysThatACertificateIsGoodBesideOneOfVersion1() {
    accepts(LEAF, TestCrl.of(ISSUER).ofVersion1(), TestCrl.of(ISSUER));
  }

  @Test
  void takesNoListWithAnUnknownCriticalExtension() {
    unknown("critical extension " + STRANGE, LEAF, TestCrl.of(ISSUER).extension(STRANGE, true));
    accepts(LEAF, TestCrl.of(ISSUER).extension(STRANGE, false));
  }

  @Test
  void takesNoListWithAnUnknownCriticalExtensionOfAnyEntry() {
    HeldCertificate other = CA.client("other").build();
    unknown(
        "an entry has the critical extension",
        LEAF,
        TestCrl.of(ISSUER).entry(other, new ASN1ObjectIdentifier(STRANGE), new ASN1Integer(1)));
  }

  @Test
  void nobodyIsGoodByAListThatNamesACertificateTwiceAndWhomItNamesIsRevoked() {
    HeldCertificate other = CA.client("other").build();
    unknown("two entries", LEAF, TestCrl.of(ISSUER).revoking(other).revoking(other));
    revoked(LEAF, TestCrl.of(ISSUER).revoking(LEAF).revoking(LEAF));
    revoked(LEAF, TestCrl.of(ISSUER).revoking(LEAF, CRLReason.removeFromCRL).revoking(LEAF));
  }

  @Test
  void theNewestOfTwoListsHasTheWord() {
    TestCrl older = TestCrl.of(ISSUER).validity(NOW.minusSeconds(20), NOW.plusSeconds(20));
    TestCrl newer = TestCrl.of(ISSUER).validity(NOW.minusSeconds(10), NOW.plusSeconds(20));
    accepts(LEAF, older.revoking(LEAF, CRLReason.certificateHold), newer);
    revoked(
        LEAF,
        TestCrl.of(ISSUER),
        TestCrl.of(ISSUER).revoking(LEAF).validity(NOW, NOW.plus(SECOND)));
  }

  @Test
  void aCertificateOnHoldIsRevoked() {
    revoked(LEAF, TestCrl.of(ISSUER).revoking(LEAF, CRLReason.certificateHold));
  }

  @Test
  void holdsTheKindOfCertificateAgainstTheListsScope() {
    accepts(LEAF, TestCrl.of(ISSUER).forUsersOnly());
    unknown("CA certificates only", LEAF, TestCrl.of(ISSUER).forAuthoritiesOnly());
    unknown("attribute certificates only", LEAF, TestCrl.of(ISSUER).forAttributesOnly());
    assertThat(hard(LEAF, TestCrl.of(ISSUER), TestCrl.of(CA.root()).forAuthoritiesOnly()).codes())
        .isEmpty();
    assertThat(hard(LEAF, TestCrl.of(ISSUER), TestCrl.of(CA.root()).forUsersOnly()).codes())
        .containsExactly(REVOCATION_UNKNOWN);
  }

  @Test
  void collectsReasonsUntilAllAreCovered() {
    TestCrl some = TestCrl.of(ISSUER).forReasons(SOME);
    accepts(LEAF, some, TestCrl.of(ISSUER).forReasons(OTHERS));
    unknown("leave reasons", LEAF, some);
    revoked(LEAF, some, TestCrl.of(ISSUER).forReasons(OTHERS).revoking(LEAF));
    unknown(
        "leave reasons",
        LEAF,
        some,
        TestCrl.of(ISSUER).forReasons(OTHERS & ~ReasonFlags.aACompromise));
  }

  @Test
  void aPointForSomeReasonsCoversNoOthers() {
    HeldCertificate limited =
        pointing(point(forReasons(uriName("http://a.example"), SOME))).build();
    TestCrl named = TestCrl.of(ISSUER).at(uriName("http://a.example"));
    unknown("leave reasons", limited, named);
    accepts(
        pointing(
                point(
                    forReasons(uriName("http://a.example"), SOME),
                    forReasons(uriName("http://a.example"), OTHERS)))
            .build(),
        named);
  }

  @Test
  void comparesTheNamesOfDistributionPoints() {
    HeldCertificate leaf = pointing(uri("http://a.example/1")).build();
    accepts(leaf, TestCrl.of(ISSUER).at(uriName("http://a.example/1")));
    unknown("another distribution", leaf, TestCrl.of(ISSUER).at(uriName("http://a.example/2")));
    unknown("another distribution", leaf, TestCrl.of(ISSUER).at(uriName("http://A.example/1")));
    unknown("another distribution", LEAF, TestCrl.of(ISSUER).at(uriName("http://a.example/1")));
    accepts(leaf, TestCrl.of(ISSUER));
  }

  @Test
  void looksAtThirtyTwoDistributionPoints() {
    TestCrl named = TestCrl.of(ISSUER).at(uriName("http://a.example"));
    accepts(pointing(manyPoints(31)).build(), named);
    unknown("another distribution", pointing(manyPoints(32)).build(), named);
  }

  @Test
  void thePublicWebNamesDistributionPointsByAddressesAlone() {
    HeldCertificate leaf = pointing(uri("http://a.example")).build();
    DistributionPointName mixed =
        new DistributionPointName(
            new GeneralNames(
                new GeneralName[] {
                  new GeneralName(GeneralName.uniformResourceIdentifier, "http://a.example"),
                  new GeneralName(GeneralName.dNSName, "a.example")
                }));
    HeldCertificate mixedLeaf = pointing(point(forReasons(mixed, SOME | OTHERS))).build();
    TestCrl plain = TestCrl.of(ISSUER).at(uriName("http://a.example"));

    assertThat(onTheWeb(leaf, plain).violations()).isEmpty();
    assertThat(onTheWeb(leaf, TestCrl.of(ISSUER).at(mixed)).codes())
        .containsExactly(REVOCATION_UNKNOWN);
    assertThat(onTheWeb(mixedLeaf, plain).codes()).containsExactly(REVOCATION_UNKNOWN);
    assertThat(onTheWeb(LEAF, TestCrl.of(ISSUER).indirect()).codes())
        .containsExactly(REVOCATION_UNKNOWN);
    accepts(leaf, TestCrl.of(ISSUER).at(mixed));
    accepts(mixedLeaf, plain);
    accepts(LEAF, TestCrl.of(ISSUER).indirect());
  }

  @Test
  void comparesRelativeNamesWithFullOnes() {
    String issuer = ISSUER.certificate().getSubjectX500Principal().getName();
    HeldCertificate relative =
        pointing(point(forReasons(relativeName("CRL 1"), OTHERS | SOME))).build();
    // RFC 2253 has the last attribute first, and X500Name reads in the order of the text
    String reversed = issuer.replaceAll("^(CN=[^,]+),(O=.+)$", "$2,$1,CN=CRL 1");
    accepts(relative, TestCrl.of(ISSUER).at(relativeName("CRL 1")));
    accepts(relative, TestCrl.of(ISSUER).at(directoryName(reversed)));
    unknown("another distribution", relative, TestCrl.of(ISSUER).at(relativeName("CRL 2")));
  }

  @Test
  void softFailureBelievesASignerOfWhomNothingIsKnown() {
    HeldCertificate other = crlIssuer("CN=CRL Issuer", KeyUsage.cRLSign);
    HeldCertificate leaf = pointing(point(issuedBy(other))).build();
    EvidenceSet evidence = set(TestCrl.of(other).indirect().revokingOf(ISSUER, leaf));
    ChainCase judged = ChainCase.bundle(leaf, ISSUER).storing(other);

    assertThat(judged.knowing(SOFT_FAIL, evidence).codes()).containsExactly(CERTIFICATE_REVOKED);
    assertThat(judged.knowing(HARD_FAIL, evidence).violations())
        .allSatisfy(one -> assertThat(one.code()).isEqualTo(REVOCATION_UNKNOWN))
        .anySatisfy(
            one -> assertThat(one.message()).contains("whether the signer CN=CRL Issuer is"));
  }

  @Test
  void aRevokedPathSendsTheSearchToAnother() {
    HeldCertificate otherRoot = CA.authority("CN=Other Root").build();
    HeldCertificate crossSigned =
        CA.authority(ISSUER.certificate().getSubjectX500Principal().getName())
            .keyOf(ISSUER)
            .issuedBy(otherRoot)
            .build();
    EvidenceSet evidence =
        set(TestCrl.of(ISSUER), TestCrl.of(CA.root()).revoking(ISSUER), TestCrl.of(otherRoot));
    ChainCase both = ChainCase.bundle(LEAF, ISSUER, crossSigned);

    assertThat(both.trusting(CA.root(), otherRoot).knowing(HARD_FAIL, evidence).violations())
        .isEmpty();
    assertThat(both.knowing(HARD_FAIL, evidence).codes()).contains(CERTIFICATE_REVOKED);
  }

  @Test
  void aMalformedDistributionPointLeavesTheStatusOpen() {
    HeldCertificate leaf =
        CA.client("x")
            .rawExtension(Extension.cRLDistributionPoints.getId(), false, new byte[] {48, 2, 48, 0})
            .build();
    // an empty sequence is a point without a name; bytes that are no sequence are none
    accepts(leaf, TestCrl.of(ISSUER));
    HeldCertificate broken =
        CA.client("x")
            .rawExtension(Extension.cRLDistributionPoints.getId(), false, new byte[] {4, 1, 7})
            .build();
    assertThat(withRoot(broken, List.of(), TestCrl.of(ISSUER)).codes()).isNotEmpty();
  }
}
