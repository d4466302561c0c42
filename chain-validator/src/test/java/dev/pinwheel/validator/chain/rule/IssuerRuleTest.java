package dev.pinwheel.validator.chain.rule;

import static dev.pinwheel.validator.chain.ChainCase.CA;
import static dev.pinwheel.validator.chain.ChainCase.chain;
import static dev.pinwheel.validator.chain.ChainCase.policy;
import static dev.pinwheel.validator.chain.finding.ViolationCode.COMPLIANCE_TLS_CERT_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.validator.chain.ChainCase;
import dev.pinwheel.validator.chain.finding.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerRuleTest {

  private static final HeldCertificate LEAF = CA.client("leaf").build();

  @Test
  void theShippedPolicyAllowsTheArchitectureCa() {
    assertThat(chain(LEAF).codes()).isEmpty();
  }

  @Test
  void saysTheExpectedAndTheFoundIssuer() {
    Violation violation = of("CN=Ohio Carrier CA,O=Carrier").violations().getFirst();

    assertThat(violation.code()).isEqualTo(COMPLIANCE_TLS_CERT_MISMATCH);
    assertThat(violation.message())
        .isEqualTo(
            "expected the issuer GenesysCloudArchitectureCA, found CN=Ohio Carrier CA,O=Carrier");
    assertThat(violation.measured()).contains("CN=Ohio Carrier CA,O=Carrier");
    assertThat(violation.required()).contains("GenesysCloudArchitectureCA");
    assertThat(violation.citation()).isEqualTo("policy oauth-client 1.0.0, allowedIssuers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=GenesysCloudArchitectureCA2",
        "CN=XGenesysCloudArchitectureCA",
        "CN=genesyscloudarchitectureca",
        "O=GenesysCloudArchitectureCA",
        "CN=other,O=GenesysCloudArchitectureCA",
        "CN=GenesysCloudArchitectureCA,CN=other",
        "CN=other+OU=GenesysCloudArchitectureCA"
      })
  void aSimilarNameIsAnotherName(String issuer) {
    assertThat(of(issuer).codes()).containsExactly(COMPLIANCE_TLS_CERT_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=GenesysCloudArchitectureCA",
        "CN=GenesysCloudArchitectureCA,O=Anything,C=US",
        "O=First,CN=GenesysCloudArchitectureCA"
      })
  void aCommonNameIsEnoughWhateverElseTheNameHas(String issuer) {
    assertThat(of(issuer).codes()).isEmpty();
  }

  @Test
  void aWholeNameIsComparedWhole() {
    ChainCase whole =
        chain(LEAF).under(policy("allowedIssuers: ['CN=GenesysCloudArchitectureCA,O=Pinwheel']"));
    ChainCase part =
        chain(LEAF).under(policy("allowedIssuers: ['CN=GenesysCloudArchitectureCA,O=Other']"));

    assertThat(whole.codes()).isEmpty();
    assertThat(part.codes()).containsExactly(COMPLIANCE_TLS_CERT_MISMATCH);
  }

  @Test
  void wholeNamesAreComparedWithoutCaseAndInnerSpace() {
    assertThat(
            chain(LEAF)
                .under(policy("allowedIssuers: ['cn=genesyscloudarchitectureca,  o=PINWHEEL']"))
                .codes())
        .isEmpty();
  }

  @Test
  void anyOfSeveralIssuersWillDo() {
    assertThat(
            chain(LEAF)
                .under(policy("allowedIssuers: [Other, GenesysCloudArchitectureCA]"))
                .codes())
        .isEmpty();
  }

  @Test
  void theIssuersIssuerIsNotTheIssuer() {
    HeldCertificate lower = CA.authority("CN=Lower").issuedBy(CA.intermediate()).build();

    assertThat(chain(CA.clientOf(lower, "x").build()).codes())
        .containsExactly(COMPLIANCE_TLS_CERT_MISMATCH);
  }

  private static ChainCase of(String issuer) {
    HeldCertificate authority = CA.authority(issuer).issuedBy(CA.root()).build();
    return chain(CA.clientOf(authority, "x").build());
  }
}
