package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.finding.ViolationCode.CA_CONSTRAINT_VIOLATED;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_FORM_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.EKU_CLIENT_AUTH_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.rule.Profile;
import dev.pinwheel.testing.pki.HeldCertificate;
import org.junit.jupiter.api.Test;

/** Certificates of version 1, and of version 3 without any extension. */
class BareCertificatesTest {

  private static final OddRoot ROOT = OddRoot.onCurve("P-256");
  private static final String LEAF = ROOT.leaf();

  @Test
  void anAnchorIsANameAndAKey() {
    assertThat(text(LEAF).trustingPem(ROOT.versionOnePem()).anyIssuer().codes()).isEmpty();
    assertThat(text(LEAF).trustingPem(ROOT.barePem()).anyIssuer().codes()).isEmpty();
  }

  @Test
  void theWebWantsVersion3OfAnchorsToo() {
    assertThat(
            text(LEAF)
                .trustingPem(ROOT.versionOnePem())
                .anyIssuer()
                .with(parameters -> parameters.under(Profile.WEBPKI))
                .codes())
        .contains(CERTIFICATE_FORM_INVALID);
  }

  @Test
  void oneThatIsNoAnchorIsNoCa() {
    OddRoot authority = OddRoot.onCurve("P-256");

    assertThat(
            text(LEAF + ROOT.barePem())
                .trustingPem(authority.pem() + CA.root().pem())
                .anyIssuer()
                .codes())
        .contains(CA_CONSTRAINT_VIOLATED);
  }

  @Test
  void oneAmongTheAnchorsLeavesTheOthersWhatTheyAre() {
    HeldCertificate leaf = CA.client("leaf").build();

    assertThat(chain(leaf).trustingPem(ROOT.versionOnePem() + CA.root().pem()).anyIssuer().codes())
        .isEmpty();
  }

  @Test
  void oneMayBeWhatIsReplacedAndHasAPin() {
    String old = ROOT.versionOneLeaf();
    ValidatedChain valid = chain(CA.client("leaf").build()).anyIssuer().replacing(old).valid();

    assertThat(valid.pins().fallback()).isPresent();
  }

  @Test
  void oneInTheBundleIsReadBesideTheOthers() {
    HeldCertificate leaf = CA.client("leaf").build();

    assertThat(text(leaf.chainPem() + ROOT.versionOnePem()).anyIssuer().codes()).isEmpty();
  }

  @Test
  void aLeafWithoutExtensionsLacksWhatThePolicyAsksFor() {
    assertThat(text(ROOT.versionOneLeaf()).trustingPem(ROOT.pem()).anyIssuer().codes())
        .contains(EKU_CLIENT_AUTH_MISSING);
  }
}
