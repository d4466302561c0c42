package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.finding.ViolationCode.EKU_CLIENT_AUTH_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.EKU_NOT_PERMITTED_BY_CA;
import static dev.pinwheel.chain.finding.ViolationCode.EKU_SERVER_AUTH_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_USAGE_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.testing.pki.HeldCertificate;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** Extended key usage and key usage. */
class LeafUsageTest {

  private static final KeyPurposeId CLIENT = KeyPurposeId.id_kp_clientAuth;
  private static final KeyPurposeId SERVER = KeyPurposeId.id_kp_serverAuth;
  private static final KeyPurposeId ANY = KeyPurposeId.anyExtendedKeyUsage;

  @Test
  void wantsClientAuthOnALeafThatHasOtherUsages() {
    Violation violation = withUsages(SERVER).violations().getFirst();

    assertThat(violation.code()).isEqualTo(EKU_CLIENT_AUTH_MISSING);
    assertThat(violation.measured()).contains("serverAuth");
    assertThat(violation.required()).contains("clientAuth");
  }

  @Test
  void acceptsClientAuthAmongOthers() {
    assertThat(withUsages(SERVER, CLIENT).codes()).isEmpty();
  }

  @Test
  void anyExtendedKeyUsageIsNotClientAuth() {
    assertThat(withUsages(ANY).codes()).containsExactly(EKU_CLIENT_AUTH_MISSING);
    assertThat(withUsages(ANY, CLIENT).codes()).isEmpty();
  }

  @Test
  void anAbsentExtensionIsRefusedUnlessThePolicyAllowsIt() {
    assertThat(withUsages().codes()).containsExactly(EKU_CLIENT_AUTH_MISSING);
    assertThat(withUsages().under(policy("allowAbsentEku: true")).codes()).isEmpty();
  }

  @Test
  void allowingAnAbsentExtensionDoesNotAllowAWrongOne() {
    assertThat(withUsages(SERVER).under(policy("allowAbsentEku: true")).codes())
        .containsExactly(EKU_CLIENT_AUTH_MISSING);
  }

  @Test
  void wantsBothWhereThePolicyAsksForBoth() {
    ChainCase both = withUsages(CLIENT).under(policy("requiredEku: [clientAuth, serverAuth]"));

    assertThat(both.codes()).containsExactly(EKU_SERVER_AUTH_MISSING);
    assertThat(withUsages(CLIENT, SERVER).under(both.policy()).codes()).isEmpty();
    assertThat(withUsages(KeyPurposeId.id_kp_codeSigning).under(both.policy()).codes())
        .containsExactly(EKU_CLIENT_AUTH_MISSING, EKU_SERVER_AUTH_MISSING);
  }

  @Test
  void wantsNothingWhereThePolicyAsksForNothing() {
    assertThat(withUsages(SERVER).under(policy("requiredEku: []")).codes()).isEmpty();
  }

  @Test
  void aCaThatIsLimitedToOtherUsagesIsRefused() {
    assertThat(belowUsages(SERVER).codes()).containsExactly(EKU_NOT_PERMITTED_BY_CA);
    assertThat(belowUsages(SERVER, CLIENT).codes()).isEmpty();
    assertThat(belowUsages(ANY).codes()).isEmpty();
    assertThat(belowUsages().codes()).isEmpty();
  }

  @Test
  void theAnchorsUsagesAreNotLookedAt() {
    HeldCertificate root = CA.authority("CN=R").extendedKeyUsage(SERVER).build();

    assertThat(chain(CA.clientOf(root, "x").build()).anyIssuer().trusting(root).codes()).isEmpty();
  }

  @Test
  void aClientsKeyMustSign() {
    assertThat(withKeyUsage(KeyUsage.keyEncipherment).codes()).containsExactly(KEY_USAGE_MISMATCH);
    assertThat(withKeyUsage(KeyUsage.nonRepudiation).codes()).containsExactly(KEY_USAGE_MISMATCH);
    assertThat(withKeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment).codes())
        .isEmpty();
    assertThat(withKeyUsage(0).codes()).isEmpty();
  }

  @Test
  void aServersKeyMayAlsoEncipherOrAgree() {
    for (int usage : new int[] {KeyUsage.keyEncipherment, KeyUsage.keyAgreement}) {
      assertThat(
              chain(CA.server("a.example").keyUsage(usage).build())
                  .under(policy("requiredEku: [serverAuth]"))
                  .codes())
          .isEmpty();
    }
    assertThat(
            chain(CA.server("a.example").keyUsage(KeyUsage.nonRepudiation).build())
                .under(policy("requiredEku: [serverAuth]"))
                .codes())
        .containsExactly(KEY_USAGE_MISMATCH);
  }

  private static ChainCase withUsages(KeyPurposeId... usages) {
    return chain(CA.client("x").extendedKeyUsage(usages).build());
  }

  private static ChainCase withKeyUsage(int bits) {
    return chain(CA.client("x").keyUsage(bits).build());
  }

  private static ChainCase belowUsages(KeyPurposeId... usages) {
    HeldCertificate authority =
        CA.authority("CN=Limited").issuedBy(CA.root()).extendedKeyUsage(usages).build();
    return chain(CA.clientOf(authority, "x").build()).anyIssuer();
  }
}
