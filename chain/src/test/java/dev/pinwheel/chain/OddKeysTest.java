package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.ChainCase.read;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_NOT_ALLOWED;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_TOO_WEAK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.certificate.EllipticKey;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.pin.CertificatePin;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that the JDK's certificates do not take, or that nobody computes with. */
class OddKeysTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "brainpoolP256r1",
        "brainpoolP384r1",
        "brainpoolP512r1",
        "secp256k1",
        "brainpoolP320r1",
        "FRP256v1",
        "sect283k1"
      })
  void aCurveThatNoPolicyListsIsNamed(String curve) {
    List<Violation> violations = OddRoot.onCurve(curve).chain().violations();

    assertThat(violations).extracting(Violation::code).containsExactly(KEY_NOT_ALLOWED);
    assertThat(violations.getFirst().message()).contains(curve);
    assertThat(violations.getFirst().measured()).contains("EC " + curve);
    assertThat(violations.getFirst().remediation()).contains("prime256v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"brainpoolP224r1", "P-224", "P-192"})
  void aSmallCurveIsWeak(String curve) {
    assertThat(OddRoot.onCurve(curve).chain().codes()).containsExactly(KEY_TOO_WEAK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-256", "P-384", "P-521"})
  void theSameCurveNamedIsAllowed(String curve) {
    assertThat(OddRoot.onCurve(curve).chain().codes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secp192r1",
        "P-224",
        "P-256",
        "P-384",
        "P-521",
        "secp256k1",
        "brainpoolP224r1",
        "brainpoolP256r1",
        "brainpoolP320r1",
        "brainpoolP384r1",
        "brainpoolP512r1",
        "FRP256v1",
        "sm2p256v1"
      })
  void aCurveThatIsSpelledOutIsRecognised(String curve) {
    OddRoot root = OddRoot.onCurve(curve).explicit();
    List<Violation> violations = root.chain().violations();

    assertThat(violations).extracting(Violation::code).containsExactly(KEY_NOT_ALLOWED);
    assertThat(violations.getFirst().message()).contains("spells out its curve");
    assertThat(EllipticKey.of(root.key()).orElseThrow().curve()).isPresent();
    assertThat(violations.getFirst().remediation()).contains("-param_enc named_curve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-256", "P-384", "brainpoolP256r1"})
  void aCompressedPointIsNamed(String curve) {
    List<Violation> violations = OddRoot.onCurve(curve).compressed().chain().violations();

    assertThat(violations).extracting(Violation::code).containsExactly(KEY_NOT_ALLOWED);
    assertThat(violations.getFirst().message()).contains("compressed point");
    assertThat(violations.getFirst().remediation()).contains("-conv_form uncompressed");
  }

  @Test
  void nothingIsComputedOnACurveOfSomebodysOwn() {
    List<Violation> violations = OddRoot.onCurve("P-256").strange().chain().violations();

    assertThat(violations).extracting(Violation::code).containsExactly(KEY_NOT_ALLOWED);
    assertThat(violations.getFirst().measured().orElseThrow()).contains("an unknown curve");
    assertThat(violations.toString()).doesNotContain("does not verify");
  }

  @Test
  void aLeafsOwnKeyIsJudgedAlike() {
    OddRoot root = OddRoot.onCurve("P-256");
    OddRoot keys = OddRoot.onCurve("P-256");

    for (OddRoot odd : List.of(keys.explicit(), keys.compressed(), keys.strange())) {
      assertThat(text(root.leaf(odd.key())).trustingPem(root.pem()).anyIssuer().codes())
          .containsExactly(KEY_NOT_ALLOWED);
    }
  }

  @Test
  void whateverTheKeyThePinIsOfItsBytes() throws Exception {
    OddRoot root = OddRoot.onCurve("P-256");
    for (OddRoot odd : List.of(root, root.explicit(), root.compressed(), root.strange())) {
      var certificate = read(odd.pem()).certificates().getFirst();

      assertThat(CertificatePin.ofKey(certificate).base64())
          .isEqualTo(sha256(odd.key().getEncoded()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ML-DSA-44", "ML-DSA-65", "ML-DSA-87"})
  void mlDsaIsVerifiedWhereAPolicyListsIt(String set) {
    OddRoot root = OddRoot.of(set);
    ChainCase chain = text(root.leaf(root.key())).trustingPem(root.pem());

    assertThat(chain.under(policy("allowedCurves: [%s]".formatted(set))).codes()).isEmpty();
    List<Violation> refused = chain.anyIssuer().violations();
    assertThat(refused)
        .extracting(Violation::code)
        .containsExactly(KEY_NOT_ALLOWED, KEY_NOT_ALLOWED);
    assertThat(refused.getFirst().measured()).contains(set);
  }

  @Test
  void anotherParameterSetThanTheListedOneIsNotAllowed() {
    OddRoot root = OddRoot.of("ML-DSA-44");

    assertThat(root.chain().under(policy("allowedCurves: [P-256, ML-DSA-65]")).codes())
        .containsExactly(KEY_NOT_ALLOWED);
  }

  @Test
  void anMlDsaSignatureOfAnotherKeyIsWrong() {
    OddRoot root = OddRoot.of("ML-DSA-65");
    OddRoot other = OddRoot.of("ML-DSA-65");

    assertThat(
            text(root.leaf())
                .trustingPem(other.pem())
                .under(policy("allowedCurves: [P-256, ML-DSA-65]"))
                .codes())
        .containsExactly(dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INVALID);
  }

  @Test
  void whoVerifiedInPlaceOfTheUsualProviderIsNoted() {
    Verdict odd = OddRoot.onCurve("brainpoolP256r1").chain().verdict();
    Verdict usual = OddRoot.onCurve("P-256").chain().verdict();

    assertThat(odd.notes())
        .filteredOn(note -> note.kind() == Note.Kind.VERIFIED_BY)
        .singleElement()
        .satisfies(note -> assertThat(note.message()).contains("Bouncy Castle"));
    assertThat(usual.notes()).extracting(Note::kind).doesNotContain(Note.Kind.VERIFIED_BY);
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
