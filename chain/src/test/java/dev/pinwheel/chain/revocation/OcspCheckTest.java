package dev.pinwheel.chain.revocation;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_REVOKED;
import static dev.pinwheel.chain.finding.ViolationCode.REVOCATION_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** RFC 6960 section 3.2 about a leaf whose intermediate is known to be good by a CRL. */
class OcspCheckTest {

  private static final HeldCertificate ISSUER = CA.intermediate();
  private static final HeldCertificate LEAF = CA.client("leaf").build();
  private static final HeldCertificate RESPONDER = responder().build();
  private static final String NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
  private static final String STRANGE = "1.3.6.1.4.1.99999.1";
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void acceptsWhatTheIssuerSaysIsGood() {
    accepts(about());
  }

  @Test
  void refusesARevokedLeafWithReasonAndDate() {
    assertThat(refuses(CERTIFICATE_REVOKED, about().revoked(CRLReason.superseded)).message())
        .contains("SUPERSEDED", "2026-02-28T12:00:00Z", "OCSP response from");
  }

  @Test
  void doesNotKnowWhatTheResponderDoesNotKnow() {
    unknown("does not know it", about().unknown());
  }

  @Test
  void knowsTheCertificateByEveryUsualHash() {
    accepts(about().hashedWith(NISTObjectIdentifiers.id_sha256));
    accepts(about().hashedWith(NISTObjectIdentifiers.id_sha384));
    accepts(about().hashedWith(NISTObjectIdentifiers.id_sha512));
    unknown("no OCSP response for it", about().hashedWith(NISTObjectIdentifiers.id_sha224));
  }

  @Test
  void takesNoResponseAboutAnotherCertificate() {
    unknown("no OCSP response for it", about().serialNumber(BigInteger.TEN));
    // the same serial number, of a certificate of another issuer
    unknown("no OCSP response for it", TestOcsp.about(LEAF, CA.root()));
  }

  @Test
  void takesNoResponseThatTheIssuersKeyDidNotSign() {
    unknown("does not verify", about().signedWithKeyOf(CA.root()));
    unknown("does not verify", about().naming(CA.root()));
  }

  @Test
  void takesAResponseOfADelegatedResponder() {
    accepts(about().signedBy(RESPONDER));
    refuses(CERTIFICATE_REVOKED, about().signedBy(RESPONDER).revoked(CRLReason.keyCompromise));
  }

  @Test
  void asksADelegatedResponderForItsExtendedKeyUsage() {
    HeldCertificate other = responder().extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).build();
    HeldCertificate any = responder().extendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage).build();
    unknown("lacks the extended key usage OCSPSigning", about().signedBy(other));
    unknown("lacks the extended key usage OCSPSigning", about().signedBy(any));
    unknown("lacks the extended key usage OCSPSigning", about().signedBy(LEAF));
  }

  @Test
  void asksThatTheIssuerItselfDelegated() {
    HeldCertificate cousin = responder().issuedBy(CA.root()).build();
    HeldCertificate forged = responder().signedWithKeyOf(CA.root()).build();
    unknown("the issuer itself did not issue", about().signedBy(cousin));
    unknown("the issuer itself did not issue", about().signedBy(forged));
  }

  @Test
  void asksADelegatedResponderToBeValidAndAbleToSign() {
    HeldCertificate ended = responder().validity(NOW.minusSeconds(9), NOW).build();
    HeldCertificate over = responder().validity(NOW.minusSeconds(9), NOW.minus(SECOND)).build();
    HeldCertificate early = responder().validity(NOW.plus(SECOND), NOW.plusSeconds(9)).build();
    accepts(about().signedBy(ended));
    unknown("is not valid", about().signedBy(over));
    unknown("is not valid", about().signedBy(early));
    unknown("may not sign", about().signedBy(responder().keyUsage(KeyUsage.keyAgreement).build()));
    unknown(
        "unknown critical extension",
        about().signedBy(responder().extension(STRANGE, true, new ASN1Integer(1)).build()));
  }

  @Test
  void looksWhetherAResponderWithoutNoCheckIsRevoked() {
    HeldCertificate checked =
        responder()
            .withoutExtension(NO_CHECK)
            .extension(
                Extension.cRLDistributionPoints.getId(),
                false,
                TestDistributionPoint.uri("http://a.example"))
            .build();
    TestOcsp answer = about().signedBy(checked);
    // a CRL for the responder's distribution point alone says nothing about the leaf
    TestCrl list = TestCrl.of(ISSUER).at(TestDistributionPoint.uriName("http://a.example"));
    assertThat(judged(List.of(list), answer).violations()).isEmpty();
    assertThat(judged(List.of(), answer).violations())
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("whether the signer CN=responder"));
    assertThat(judged(List.of(list.revoking(checked)), answer).violations())
        .singleElement()
        .satisfies(one -> assertThat(one.message()).contains("signer CN=responder is revoked"));
  }

  @Test
  void takesAResponseWithinItsTimeAndTheClocksTolerance() {
    Duration skew = OcspCheck.SKEW;
    accepts(about().validity(NOW.plus(skew), NOW.plus(skew)));
    unknown("from the future", about().validity(NOW.plus(skew).plus(SECOND), NOW.plusSeconds(999)));
    unknown("from the future", about().producedAt(NOW.plus(skew).plus(SECOND)));
    accepts(about().validity(NOW.minusSeconds(999), NOW.minus(skew)));
    unknown("out of date", about().validity(NOW.minusSeconds(999), NOW.minus(skew).minus(SECOND)));
  }

  @Test
  void takesAResponseWithoutNextUpdateForADay() {
    Duration day = OcspCheck.MOST_AGE_WITHOUT_NEXT_UPDATE;
    accepts(about().validity(NOW.minus(day), null));
    unknown("out of date", about().validity(NOW.minus(day).minus(SECOND), null));
  }

  @Test
  void takesNoResponseWithAnUnknownCriticalExtension() {
    byte[] value = {5, 0};
    accepts(about().extension(STRANGE, false, value));
    unknown("critical extension " + STRANGE, about().extension(STRANGE, true, value));
    accepts(about().singleExtension(STRANGE, false));
    unknown("critical extension " + STRANGE, about().singleExtension(STRANGE, true));
  }

  @Test
  void theNewestResponseHasTheWord() {
    TestOcsp older = about().revoked(CRLReason.certificateHold);
    TestOcsp newer = about().validity(NOW.minusSeconds(9), NOW.plusSeconds(9));
    assertThat(judged(List.of(), older, newer).codes()).isEmpty();
    refuses(CERTIFICATE_REVOKED, older);
  }

  @Test
  void revokedByACrlIsRevokedWhateverAResponderSays() {
    assertThat(judged(List.of(TestCrl.of(ISSUER).revoking(LEAF)), about()).codes())
        .containsExactly(CERTIFICATE_REVOKED);
    assertThat(judged(List.of(TestCrl.of(ISSUER)), about().unknown()).codes()).isEmpty();
  }

  private static CertificateBuilder responder() {
    return CA.certificate("CN=responder")
        .issuedBy(ISSUER)
        .extendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning)
        .extension(NO_CHECK, false, DERNull.INSTANCE);
  }

  private static TestOcsp about() {
    return TestOcsp.about(LEAF, ISSUER);
  }

  private static ChainCase judged(List<TestCrl> more, TestOcsp... answers) {
    List<RevocationList> lists =
        Stream.concat(Stream.of(TestCrl.of(CA.root())), more.stream()).map(TestCrl::read).toList();
    return ChainCase.chain(LEAF)
        .knowing(
            RevocationMode.HARD_FAIL,
            new EvidenceSet(lists, Arrays.stream(answers).map(TestOcsp::read).toList()));
  }

  private static void accepts(TestOcsp answer) {
    assertThat(judged(List.of(), answer).violations()).isEmpty();
  }

  private static void unknown(String saying, TestOcsp answer) {
    assertThat(refuses(REVOCATION_UNKNOWN, answer).message()).contains(saying);
  }

  private static Violation refuses(ViolationCode code, TestOcsp answer) {
    List<Violation> violations = judged(List.of(), answer).violations();
    assertThat(violations).singleElement().extracting(Violation::code).isEqualTo(code);
    return violations.getFirst();
  }
}
