package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_NOT_ALLOWED;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_TOO_WEAK;
import static dev.pinwheel.chain.finding.ViolationCode.SIGNATURE_ALGORITHM_WEAK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAndSignatureRuleTest {

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "EC_P521", "RSA_2048", "ED25519"})
  void acceptsStrongKeys(KeyKind kind) {
    assertThat(leafWith(kind)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_1024", "RSA_2047"})
  void refusesShortRsaKeys(KeyKind kind) {
    assertThat(leafWith(kind)).containsExactly(KEY_TOO_WEAK);
  }

  @Test
  void refusesDsa() {
    assertThat(leafWith(KeyKind.DSA_2048)).containsExactly(KEY_NOT_ALLOWED);
  }

  @Test
  void readsTheLeastRsaSizeFromThePolicy() {
    HeldCertificate leaf = CA.client("x").keyKind(KeyKind.RSA_2048).build();
    Violation violation = chain(leaf).under(policy("minRsaBits: 3072")).violations().getFirst();

    assertThat(violation.code()).isEqualTo(KEY_TOO_WEAK);
    assertThat(violation.measured()).contains("RSA 2048");
    assertThat(violation.required()).contains("RSA 3072 or more");
    assertThat(violation.citation()).startsWith("policy test 1, minRsaBits (test.yaml:");
  }

  @Test
  void everyKeyOfThePathCounts() {
    HeldCertificate weak =
        CA.authority("CN=Weak").issuedBy(CA.root()).keyKind(KeyKind.RSA_1024).build();

    assertThat(chain(CA.clientOf(weak, "x").build()).anyIssuer().violations())
        .extracting(Violation::code, Violation::location)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                KEY_TOO_WEAK, new Location.AtCertificate(1, "CN=Weak")));
  }

  @Test
  void theAnchorsKeyCounts() {
    HeldCertificate root = CA.authority("CN=Weak Root").keyKind(KeyKind.RSA_1024).build();

    assertThat(chain(CA.clientOf(root, "x").build()).anyIssuer().trusting(root).codes())
        .containsExactly(KEY_TOO_WEAK);
  }

  @Test
  void aCurveThatIsNotListedIsRefusedEverywhereOnThePath() {
    assertThat(chain(CA.client("x").build()).under(policy("allowedCurves: [P-384]")).codes())
        .containsExactly(KEY_NOT_ALLOWED, KEY_NOT_ALLOWED, KEY_NOT_ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA1withECDSA"})
  void refusesWeakHashes(String algorithm) {
    Violation violation =
        chain(CA.client("x").signatureAlgorithm(algorithm).build()).violations().getFirst();

    assertThat(violation.code()).isEqualTo(SIGNATURE_ALGORITHM_WEAK);
    assertThat(violation.measured()).contains(algorithm);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SHA224withECDSA", "SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA"})
  void acceptsStrongHashes(String algorithm) {
    assertThat(chain(CA.client("x").signatureAlgorithm(algorithm).build()).codes()).isEmpty();
  }

  @Test
  void refusesWeakHashesWithRsa() {
    HeldCertificate rsa =
        CA.authority("CN=RSA CA").issuedBy(CA.root()).keyKind(KeyKind.RSA_2048).build();

    assertThat(signedBy(rsa, "MD5withRSA")).contains(SIGNATURE_ALGORITHM_WEAK);
    assertThat(signedBy(rsa, "SHA1withRSA")).containsExactly(SIGNATURE_ALGORITHM_WEAK);
    assertThat(signedBy(rsa, "SHA256withRSA")).isEmpty();
    assertThat(signedBy(rsa, "SHA256withRSAandMGF1")).isEmpty();
    assertThat(signedBy(rsa, "SHA1withRSAandMGF1")).containsExactly(SIGNATURE_ALGORITHM_WEAK);
  }

  @Test
  void aKeyForPssMakesNoSignatureOfPkcs1() {
    HeldCertificate authority =
        CA.authority("CN=PSS CA")
            .issuedBy(CA.root())
            .keyKind(KeyKind.RSA_2048)
            .forPssOnly()
            .build();

    assertThat(signedBy(authority, "SHA256withRSAandMGF1")).isEmpty();
    assertThat(signedBy(authority, "SHA256withRSA")).containsExactly(CERT_CHAIN_INVALID);
    assertThat(
            chain(CA.clientOf(authority, "x").signatureAlgorithm("SHA256withRSA").build())
                .violations()
                .getFirst()
                .message())
        .contains("RSASSA-PSS")
        .doesNotContain("does not verify");
  }

  @Test
  void theSignatureOfAnIntermediateCounts() {
    HeldCertificate weak =
        CA.authority("CN=Weak").issuedBy(CA.root()).signatureAlgorithm("SHA1withECDSA").build();

    assertThat(chain(CA.clientOf(weak, "x").build()).anyIssuer().violations())
        .extracting(Violation::location)
        .containsExactly(new Location.AtCertificate(1, "CN=Weak"));
  }

  @Test
  void theAnchorsOwnSignatureIsNotLookedAt() {
    HeldCertificate root = CA.authority("CN=Old Root").signatureAlgorithm("SHA1withECDSA").build();

    assertThat(chain(CA.clientOf(root, "x").build()).anyIssuer().trusting(root).codes()).isEmpty();
  }

  @Test
  void anEd25519CaSigns() {
    HeldCertificate authority =
        CA.authority("CN=Ed").issuedBy(CA.root()).keyKind(KeyKind.ED25519).build();

    assertThat(chain(CA.clientOf(authority, "x").build()).anyIssuer().codes()).isEmpty();
  }

  @Test
  void weakKeyAndWeakHashAreBothTold() {
    ChainCase weak =
        chain(CA.client("x").keyKind(KeyKind.RSA_1024).signatureAlgorithm("SHA1withECDSA").build());

    assertThat(weak.codes()).containsExactly(KEY_TOO_WEAK, SIGNATURE_ALGORITHM_WEAK);
  }

  private static List<ViolationCode> leafWith(KeyKind kind) {
    return chain(CA.client("x").keyKind(kind).build()).codes();
  }

  private static List<ViolationCode> signedBy(HeldCertificate authority, String algorithm) {
    return chain(CA.clientOf(authority, "x").signatureAlgorithm(algorithm).build())
        .anyIssuer()
        .codes();
  }
}
