package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.bundle;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_MALFORMED;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_POLICY_VIOLATED;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_NOT_ALLOWED;
import static dev.pinwheel.chain.finding.ViolationCode.WORK_LIMIT_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.rule.CertificatePolicyDemand;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Input that costs its maker little and a careless validator very much. What is counted here is
 * work, not time; the time limits only end a test that would never end.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkBudgetTest {

  /** Six roots of one name, each of which signed each other: every order of them is a path. */
  @Test
  void casOfOneNameThatSignedEachOtherEndInAFinding() {
    List<HeldCertificate> roots =
        IntStream.range(0, 6)
            .mapToObj(number -> CA.authority("CN=Same").withoutKeyIdentifiers().build())
            .toList();
    List<HeldCertificate> all = new ArrayList<>();
    for (HeldCertificate subject : roots) {
      for (HeldCertificate issuer : roots) {
        if (!subject.equals(issuer)) {
          all.add(
              CA.authority("CN=Same")
                  .withoutKeyIdentifiers()
                  .keyOf(subject)
                  .issuedBy(issuer)
                  .build());
        }
      }
    }
    HeldCertificate leaf = CA.clientOf(roots.getFirst(), "x").withoutKeyIdentifiers().build();

    ChainCase hostile = bundle(leaf).storing(all.toArray(HeldCertificate[]::new)).anyIssuer();

    assertThat(hostile.codes()).isNotEmpty();
    assertThat(hostile.trusting(roots.get(4)).codes()).isEmpty();
  }

  /** As many paths as there are ways through ten floors of four doors. */
  @Test
  void aLadderOfCrossSignsThatAllEndInAnInvalidPathIsCutShort() {
    NameConstraints nothing =
        new NameConstraints(
            new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "no"))},
            null);
    HeldCertificate root =
        CA.authority("CN=Constrained Root")
            .extension(Extension.nameConstraints.getId(), true, nothing)
            .build();
    List<HeldCertificate> all = new ArrayList<>();
    HeldCertificate below = root;
    for (int floor = 0; floor < 9; floor++) {
      HeldCertificate issuer = below;
      HeldCertificate first = CA.authority("CN=Floor " + floor).issuedBy(issuer).build();
      all.add(first);
      for (int door = 1; door < 4; door++) {
        all.add(CA.authority("CN=Floor " + floor).keyOf(first).issuedBy(issuer).build());
      }
      below = first;
    }
    HeldCertificate leaf = CA.clientOf(below, "x").build();

    assertThat(
            bundle(leaf)
                .storing(all.toArray(HeldCertificate[]::new))
                .trusting(root)
                .anyIssuer()
                .codes())
        .contains(WORK_LIMIT_EXCEEDED);
  }

  @Test
  void comparisonsOfNamesAreCountedOnAllPathsTogether() {
    GeneralSubtree[] excluded =
        IntStream.range(0, 500)
            .mapToObj(number -> new GeneralName(GeneralName.dNSName, "n" + number + ".test"))
            .map(GeneralSubtree::new)
            .toArray(GeneralSubtree[]::new);
    CertificateBuilder authority =
        CA.authority("CN=Constrained")
            .issuedBy(CA.root())
            .extension(
                Extension.nameConstraints.getId(), true, new NameConstraints(null, excluded));
    HeldCertificate first = authority.build();
    CertificateBuilder builder = CA.clientOf(first, "x").withoutAlternativeNames();
    IntStream.range(0, 400).forEach(number -> builder.dnsName("m" + number + ".example"));
    HeldCertificate leaf = builder.build();

    assertThat(bundle(leaf, first).anyIssuer().codes()).isEmpty();

    // the same names on a path of each of two CAs that are not valid any more
    HeldCertificate[] expired =
        IntStream.range(0, 2)
            .mapToObj(
                number ->
                    CA.authority("CN=Constrained")
                        .keyOf(first)
                        .issuedBy(CA.root())
                        .validity(
                            ChainCase.NOW.minusSeconds(7200), ChainCase.NOW.minusSeconds(3600))
                        .extension(
                            Extension.nameConstraints.getId(),
                            true,
                            new NameConstraints(null, excluded))
                        .build())
            .toArray(HeldCertificate[]::new);
    assertThat(bundle(leaf).storing(expired).anyIssuer().codes()).contains(WORK_LIMIT_EXCEEDED);
  }

  /** In RFC 5280's tree each level would have as many nodes as the one above, times eight. */
  @Test
  void mappingsOfEveryPolicyToEveryPolicyStaySmall() {
    HeldCertificate below = CA.root();
    for (int level = 0; level < 8; level++) {
      below =
          CA.authority("CN=Level " + level)
              .issuedBy(below)
              .extension(Extension.certificatePolicies.getId(), false, policies(8))
              .extension(Extension.policyMappings.getId(), true, everyToEvery(8))
              .build();
    }
    HeldCertificate good =
        CA.clientOf(below, "x")
            .extension(Extension.certificatePolicies.getId(), false, policies(1))
            .build();
    HeldCertificate bad = CA.clientOf(below, "x").build();
    CertificatePolicyDemand demand =
        new CertificatePolicyDemand(Set.of(CertificatePolicyDemand.ANY_POLICY), true, false, false);

    assertThat(chain(good).anyIssuer().with(parameters -> parameters.asking(demand)).codes())
        .isEmpty();
    assertThat(chain(bad).anyIssuer().with(parameters -> parameters.asking(demand)).codes())
        .containsExactly(CERTIFICATE_POLICY_VIOLATED);
  }

  @Test
  void aHugeRsaKeyIsNotComputedWith() throws Exception {
    BigInteger modulus = BigInteger.ONE.shiftLeft(16_383).setBit(0);
    PublicKey huge =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
    KeyPair pair = new KeyPair(huge, KeyKind.RSA_2048.generate(new SecureRandom()).getPrivate());
    HeldCertificate holder =
        new HeldCertificate(CA.root().certificate(), pair, KeyKind.RSA_2048, List.of());
    HeldCertificate authority = CA.authority("CN=Huge").keyOf(holder).issuedBy(CA.root()).build();
    HeldCertificate leaf = CA.clientOf(authority, "x").build();

    assertThat(chain(leaf).anyIssuer().codes()).contains(CERT_CHAIN_INVALID);
    assertThat(chain(CA.client("x").keyOf(holder).build()).anyIssuer().codes())
        .containsExactly(KEY_NOT_ALLOWED);
  }

  @Test
  void asn1ThatIsNestedWithoutEndIsMalformed() {
    ByteArrayOutputStream open = new ByteArrayOutputStream();
    for (int depth = 0; depth < 20_000; depth++) {
      open.write(0x30);
      open.write(0x80);
    }

    assertThat(text(HeldCertificate.block("CERTIFICATE", open.toByteArray())).codes())
        .containsExactly(CERTIFICATE_MALFORMED);
  }

  private static CertificatePolicies policies(int count) {
    return new CertificatePolicies(
        IntStream.range(0, count)
            .mapToObj(number -> new PolicyInformation(policy(number)))
            .toArray(PolicyInformation[]::new));
  }

  private static PolicyMappings everyToEvery(int count) {
    List<CertPolicyId> from = new ArrayList<>();
    List<CertPolicyId> to = new ArrayList<>();
    for (int one = 0; one < count; one++) {
      for (int other = 0; other < count; other++) {
        from.add(CertPolicyId.getInstance(policy(one)));
        to.add(CertPolicyId.getInstance(policy(other)));
      }
    }
    return new PolicyMappings(from.toArray(CertPolicyId[]::new), to.toArray(CertPolicyId[]::new));
  }

  private static ASN1ObjectIdentifier policy(int number) {
    return new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.8." + number);
  }
}
