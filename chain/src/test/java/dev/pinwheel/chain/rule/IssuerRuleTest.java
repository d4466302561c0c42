package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.ChainCase.bundle;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.parsed;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INCOMPLETE;
import static dev.pinwheel.chain.finding.ViolationCode.COMPLIANCE_TLS_CERT_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.pin.CertificatePin;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.nio.charset.Charset;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
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
    assertThat(violation.citation())
        .startsWith("policy oauth-client 1.0.0, allowedIssuers (shipped:oauth-client.yaml:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=GenesysCloudArchitectureCA2",
        "CN=XGenesysCloudArchitectureCA",
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
        "O=First,CN=GenesysCloudArchitectureCA",
        "CN=genesyscloudarchitectureca",
        "CN=\\  GENESYSCLOUDARCHITECTURECA"
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Example Trust, Inc. Issuing CA G2",
        "example trust, inc.  issuing CA g2",
        "A + B; \"C\" <D> #1 CA",
        "Großbank Müller CA",
        "GROSSBANK MÜLLER CA"
      })
  void aCommonNameIsPlainText(String text) {
    String subject =
        text.startsWith("A")
            ? "CN=A \\+ B\\; \\\"C\\\" \\<D\\> #1 CA,O=Example"
            : text.startsWith("G")
                ? "CN=Großbank Müller CA,O=Example"
                : "CN=Example Trust\\, Inc. Issuing CA G2,O=Example";

    assertThat(of(subject).under(policy("allowedIssuers: ['" + text + "']")).codes()).isEmpty();
    assertThat(of(subject).under(policy("allowedIssuers: ['" + text + "x']")).codes())
        .containsExactly(COMPLIANCE_TLS_CERT_MISMATCH);
  }

  @Test
  void anIssuerIsTheSameInWhicheverStringTypeItsNameIsWritten() {
    for (ASN1Encodable value :
        List.of(
            new DERUTF8String("Großbank Müller CA"),
            new DERBMPString("Großbank Müller CA"),
            new DERT61String("Großbank Müller CA"),
            new DERUniversalString("Großbank Müller CA".getBytes(Charset.forName("UTF-32BE"))))) {
      X500Name written = new X500Name(new RDN[] {new RDN(BCStyle.CN, value)});
      HeldCertificate authority = CA.authority("CN=Großbank Müller CA").issuedBy(CA.root()).build();
      ChainCase leaf = chain(CA.clientOf(authority, "x").issuerName(written).build());

      assertThat(leaf.under(policy("allowedIssuers: ['CN=großbank müller ca']")).codes())
          .as(value.getClass().getSimpleName())
          .isEmpty();
      assertThat(leaf.under(policy("allowedIssuers: [Großbank Muller CA]")).codes())
          .containsExactly(COMPLIANCE_TLS_CERT_MISMATCH);
    }
  }

  @Test
  void whatWasFoundAndWhatIsRequiredNeverReadTheSame() {
    Violation alike =
        of("CN=Carrier\u0600 CA")
            .under(policy("allowedIssuers: ['CN=Carrier\u0601 CA']"))
            .violations()
            .getFirst();
    assertThat(alike.measured()).isNotEqualTo(alike.required());
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

  @Test
  void anIntermediateIsAllowedByItsKeyOrByTheVeryCertificate() {
    HeldCertificate carrier = CA.authority("CN=Carrier").issuedBy(CA.root()).build();
    HeldCertificate renewed = CA.authority("CN=Carrier").keyOf(carrier).issuedBy(CA.root()).build();
    ChainCase old = chain(CA.clientOf(carrier, "x").build());
    ChainCase fresh = chain(CA.clientOf(renewed, "x").build());
    String key = CertificatePin.ofKey(parsed(carrier).getFirst()).prefixed();
    String certificate = CertificatePin.of(parsed(carrier).getFirst()).base64();

    PolicyTemplate byKey = policy("allowedIssuers: [{spkiPin: '" + key + "'}]");
    assertThat(old.under(byKey).codes()).isEmpty();
    assertThat(fresh.under(byKey).codes()).isEmpty();
    PolicyTemplate byBytes = policy("allowedIssuers: [{certificatePin: '" + certificate + "'}]");
    assertThat(old.under(byBytes).codes()).isEmpty();
    assertThat(fresh.under(byBytes).codes()).containsExactly(COMPLIANCE_TLS_CERT_MISMATCH);
  }

  @Test
  void aPinThatCouldNameAMissingIssuerIsNotAMismatch() {
    ChainCase incomplete =
        bundle(LEAF).under(policy("allowedIssuers: [{spkiPin: 'sha256/" + "A".repeat(43) + "='}]"));

    assertThat(incomplete.codes()).containsExactly(CERT_CHAIN_INCOMPLETE);
  }

  @Test
  void anExceptionCountsUntilTheInstantAtWhichItExpires() {
    ChainCase refused = exception("expires: '" + NOW + "'");
    ChainCase accepted = exception("expires: '" + NOW.plusSeconds(1) + "'");

    assertThat(accepted.codes()).isEmpty();
    Violation violation = refused.violations().getFirst();
    assertThat(violation.code()).isEqualTo(COMPLIANCE_TLS_CERT_MISMATCH);
    assertThat(violation.message())
        .contains("the exception for it (until the carrier renews) expired at " + NOW);
  }

  @Test
  void aDayCountsToItsEnd() {
    assertThat(exception("expires: 2026-03-01").codes()).isEmpty();
    assertThat(exception("expires: 2026-02-28").codes())
        .containsExactly(COMPLIANCE_TLS_CERT_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=Ohio Carrier CA,O=Carrier",
        "CN=\"\\\"quoted\\\" # not a comment\"",
        "CN=Übersee-CA: {x}"
      })
  void theLineThatIsAdvisedAllowsTheIssuerWherePasted(String issuer) {
    ChainCase refused = of(issuer);
    String advice = refused.violations().getFirst().remediation();
    String line = advice.substring(advice.indexOf("- {"));

    assertThat(advice).contains("The line under allowedIssuers would be: - {spkiPin: ");
    assertThat(line).contains("reason: ", "expires: 2026-05-30}");
    assertThat(refused.under(policy("allowedIssuers:", "  " + line)).codes()).isEmpty();
  }

  @Test
  void whereTheIssuerIsMissingItsNameIsAdvised() {
    HeldCertificate carrier = CA.authority("CN=Carrier").issuedBy(CA.root()).build();
    HeldCertificate leaf = CA.clientOf(carrier, "x").build();

    assertThat(bundle(leaf).violations())
        .filteredOn(violation -> violation.code() == COMPLIANCE_TLS_CERT_MISMATCH)
        .singleElement()
        .extracting(Violation::remediation)
        .asString()
        .contains("- {subject: \"CN=Carrier\", ");
  }

  @Test
  void everyCaAboveTheIssuerMustBeListedWhereTheyAreLimited() {
    HeldCertificate upper = CA.authority("CN=Upper").issuedBy(CA.root()).build();
    HeldCertificate lower = CA.authority("CN=Lower").issuedBy(upper).build();
    ChainCase deep = chain(CA.clientOf(lower, "x").build());

    assertThat(deep.under(policy("allowedIntermediates: [Upper]")).codes()).isEmpty();
    assertThat(
            deep.under(policy("allowedIssuers: [Lower, Upper]", "allowedIntermediates: [Other]"))
                .codes())
        .isEmpty();
    Violation violation =
        deep.under(policy("allowedIntermediates: [Lower]")).violations().getFirst();
    assertThat(violation.code()).isEqualTo(COMPLIANCE_TLS_CERT_MISMATCH);
    assertThat(violation.location()).isEqualTo(new Location.AtCertificate(2, "CN=Upper"));
    assertThat(violation.citation()).contains("allowedIntermediates");
  }

  private static ChainCase exception(String expiry) {
    return of("CN=Carrier")
        .under(
            policy(
                "allowedIssuers: [{subject: Carrier, reason: until the carrier renews, %s}]"
                    .formatted(expiry)));
  }

  private static ChainCase of(String issuer) {
    HeldCertificate authority = CA.authority(issuer).issuedBy(CA.root()).build();
    return chain(CA.clientOf(authority, "x").build());
  }
}
