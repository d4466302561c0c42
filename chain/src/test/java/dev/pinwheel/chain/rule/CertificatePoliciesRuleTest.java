package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_POLICY_VIOLATED;
import static dev.pinwheel.chain.finding.ViolationCode.UNKNOWN_CRITICAL_EXTENSION;
import static dev.pinwheel.chain.rule.CertificatePolicyDemand.ANY_POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DisplayText;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.bouncycastle.asn1.x509.PolicyQualifierId;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.bouncycastle.asn1.x509.UserNotice;
import org.junit.jupiter.api.Test;

class CertificatePoliciesRuleTest {

  private static final String GOLD = "1.3.6.1.4.1.99999.8.1";
  private static final String SILVER = "1.3.6.1.4.1.99999.8.2";

  @Test
  void policiesThatNobodyAsksForMayDiffer() {
    HeldCertificate leaf = leaf(authority("CN=A", GOLD).build(), SILVER);

    assertThat(codes(leaf, CertificatePolicyDemand.NONE)).isEmpty();
  }

  @Test
  void anExplicitPolicyMustBeInEveryCertificate() {
    CertificatePolicyDemand explicit = demand(Set.of(ANY_POLICY), true);

    assertThat(codes(leaf(authority("CN=A", GOLD).build(), GOLD), explicit)).isEmpty();
    assertThat(codes(leaf(authority("CN=A", GOLD).build(), SILVER), explicit))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
    assertThat(codes(leaf(authority("CN=A").build(), GOLD), explicit))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
  }

  @Test
  void oneOfTheAcceptablePoliciesIsEnough() {
    HeldCertificate both = leaf(authority("CN=A", GOLD, SILVER).build(), GOLD, SILVER);

    assertThat(codes(both, demand(Set.of(SILVER), true))).isEmpty();
    assertThat(codes(leaf(authority("CN=A", GOLD).build(), GOLD), demand(Set.of(SILVER), true)))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
  }

  @Test
  void anyPolicyOfACaStandsForEveryPolicyUnlessItIsInhibited() {
    HeldCertificate leaf = leaf(authority("CN=A", ANY_POLICY).build(), GOLD);

    assertThat(codes(leaf, demand(Set.of(GOLD), true))).isEmpty();
    assertThat(codes(leaf, new CertificatePolicyDemand(Set.of(GOLD), true, false, true)))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
  }

  @Test
  void aCaMayInhibitAnyPolicyBelowItself() {
    HeldCertificate upper =
        authority("CN=Upper", ANY_POLICY)
            .extension(Extension.inhibitAnyPolicy.getId(), true, new ASN1Integer(0))
            .build();
    HeldCertificate lower = authority("CN=Lower", ANY_POLICY).issuedBy(upper).build();
    CertificatePolicyDemand explicit = demand(Set.of(ANY_POLICY), true);

    assertThat(codes(leaf(upper, GOLD), explicit)).isEmpty();
    assertThat(codes(leaf(lower, GOLD), explicit)).containsExactly(CERTIFICATE_POLICY_VIOLATED);
  }

  @Test
  void aCaMayAskForAPolicyBelowItself() {
    HeldCertificate asking = constrained("CN=A", 0, null).build();

    assertThat(codes(leaf(asking, GOLD), CertificatePolicyDemand.NONE)).isEmpty();
    assertThat(codes(leaf(asking), CertificatePolicyDemand.NONE))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
  }

  @Test
  void certificatesAreSkippedAsTheCaSays() {
    HeldCertificate later = constrained("CN=A", 1, null).build();
    HeldCertificate muchLater = constrained("CN=A", 2, null).build();
    CertificatePolicyDemand none = CertificatePolicyDemand.NONE;

    // wrapping up counts one more (RFC 5280 section 6.1.5 (a))
    assertThat(codes(leaf(later), none)).containsExactly(CERTIFICATE_POLICY_VIOLATED);
    assertThat(codes(leaf(muchLater), none)).isEmpty();
  }

  @Test
  void aMappedPolicyIsFoundUnderTheNameOfTheLowerCa() {
    HeldCertificate mapping = mapping(authority("CN=A", GOLD), GOLD, SILVER).build();

    assertThat(codes(leaf(mapping, SILVER), demand(Set.of(GOLD), true))).isEmpty();
    assertThat(codes(leaf(mapping, SILVER), demand(Set.of(SILVER), true)))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
    assertThat(codes(leaf(mapping, GOLD), demand(Set.of(GOLD), true)))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
  }

  @Test
  void mappingsDoNotCountWhereTheyAreInhibited() {
    HeldCertificate mapping = mapping(authority("CN=A", GOLD), GOLD, SILVER).build();
    HeldCertificate inhibiting =
        mapping(authority("CN=Lower", GOLD), GOLD, SILVER)
            .issuedBy(constrained("CN=Upper", null, 0).build())
            .build();

    assertThat(
            codes(
                leaf(mapping, SILVER),
                new CertificatePolicyDemand(Set.of(GOLD), true, true, false)))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
    assertThat(codes(leaf(inhibiting, SILVER), demand(Set.of(GOLD), true)))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
  }

  @Test
  void aMappingOfAnyPolicyIsRefusedWhetherOrNotAPolicyIsAskedFor() {
    HeldCertificate mapping = mapping(authority("CN=A", ANY_POLICY), ANY_POLICY, GOLD).build();

    assertThat(codes(leaf(mapping, GOLD), CertificatePolicyDemand.NONE))
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
  }

  @Test
  void anEmptySetOfAcceptablePoliciesIsAMistake() {
    assertThatThrownBy(() -> demand(Set.of(), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(ANY_POLICY);
  }

  @Test
  void aQualifierThatNobodyKnowsRefusesWhereTheExtensionIsCritical() {
    PolicyQualifierInfo strange =
        new PolicyQualifierInfo(
            new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.8.9"), new DERUTF8String("x"));
    PolicyQualifierInfo pointer = new PolicyQualifierInfo("https://ca.example.com/cps");
    PolicyQualifierInfo notice =
        new PolicyQualifierInfo(
            PolicyQualifierId.id_qt_unotice, new UserNotice(null, new DisplayText("be warned")));
    PolicyQualifierInfo noPointer =
        new PolicyQualifierInfo(PolicyQualifierId.id_qt_cps, new ASN1Integer(1));

    assertThat(qualified(true, strange)).containsExactly(UNKNOWN_CRITICAL_EXTENSION);
    assertThat(qualified(true, pointer, strange)).containsExactly(UNKNOWN_CRITICAL_EXTENSION);
    assertThat(qualified(true, noPointer)).containsExactly(UNKNOWN_CRITICAL_EXTENSION);
    assertThat(qualified(false, strange)).isEmpty();
    assertThat(qualified(true, pointer, notice)).isEmpty();
    assertThat(qualified(true)).isEmpty();
  }

  private static List<ViolationCode> qualified(boolean critical, PolicyQualifierInfo... all) {
    PolicyInformation policy =
        all.length == 0
            ? new PolicyInformation(new ASN1ObjectIdentifier(GOLD))
            : new PolicyInformation(new ASN1ObjectIdentifier(GOLD), new DERSequence(all));
    HeldCertificate leaf =
        CA.client("x")
            .extension(
                Extension.certificatePolicies.getId(), critical, new CertificatePolicies(policy))
            .build();
    return codes(leaf, CertificatePolicyDemand.NONE);
  }

  private static List<ViolationCode> codes(HeldCertificate leaf, CertificatePolicyDemand demand) {
    return chain(leaf).anyIssuer().with(parameters -> parameters.asking(demand)).codes();
  }

  private static CertificatePolicyDemand demand(Set<String> acceptable, boolean explicit) {
    return new CertificatePolicyDemand(acceptable, explicit, false, false);
  }

  private static CertificateBuilder authority(String subject, String... policies) {
    return withPolicies(CA.authority(subject).issuedBy(CA.root()), policies);
  }

  private static CertificateBuilder constrained(
      String subject, Integer explicitAfter, Integer noMappingAfter) {
    return authority(subject, GOLD)
        .extension(
            Extension.policyConstraints.getId(),
            true,
            new PolicyConstraints(number(explicitAfter), number(noMappingAfter)));
  }

  private static BigInteger number(Integer value) {
    return value == null ? null : BigInteger.valueOf(value);
  }

  private static CertificateBuilder mapping(CertificateBuilder authority, String from, String to) {
    return authority.extension(
        Extension.policyMappings.getId(),
        true,
        new PolicyMappings(
            CertPolicyId.getInstance(new ASN1ObjectIdentifier(from)),
            CertPolicyId.getInstance(new ASN1ObjectIdentifier(to))));
  }

  private static HeldCertificate leaf(HeldCertificate issuer, String... policies) {
    return withPolicies(CA.clientOf(issuer, "x"), policies).build();
  }

  private static CertificateBuilder withPolicies(CertificateBuilder builder, String... policies) {
    return policies.length == 0
        ? builder
        : builder.extension(
            Extension.certificatePolicies.getId(),
            false,
            new CertificatePolicies(
                Arrays.stream(policies)
                    .map(policy -> new PolicyInformation(new ASN1ObjectIdentifier(policy)))
                    .toArray(PolicyInformation[]::new)));
  }
}
