package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.bundle;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_MALFORMED;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_POLICY_VIOLATED;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_NOT_ALLOWED;
import static dev.pinwheel.chain.finding.ViolationCode.REVOCATION_UNKNOWN;
import static dev.pinwheel.chain.finding.ViolationCode.WORK_LIMIT_EXCEEDED;
import static dev.pinwheel.chain.revocation.RevocationMode.HARD_FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.RevocationList;
import dev.pinwheel.chain.revocation.TestCrl;
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
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Input that costs its maker little and a careless validator very much. What is counted here is
 * work, not time; the time limits only end a test that would never end.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkBudgetTest {

  @Test
  void casOfOneNameThatSignedEachOtherEndInAFinding() {
    ManyPaths paths = ManyPaths.ofOneName(6);

    ChainCase hostile = below(paths).trusting(CA.root());

    assertThat(hostile.codes()).isNotEmpty();
    assertThat(hostile.trusting(paths.root()).codes()).isEmpty();
  }

  @Test
  void aLadderOfCrossSignsThatAllEndInAnInvalidPathIsCutShort() {
    assertThat(below(ManyPaths.ladder()).codes()).contains(WORK_LIMIT_EXCEEDED);
  }

  /** The leaf alone, with everything else at hand. */
  private static ChainCase below(ManyPaths paths) {
    return bundle(paths.leaf())
        .storing(paths.authorities().toArray(HeldCertificate[]::new))
        .trusting(paths.root())
        .anyIssuer();
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

  @Test
  void signaturesOfEvidenceAreCountedOnAllCertificatesTogether() {
    HeldCertificate leaf = CA.client("x").build();

    assertThat(chain(leaf).knowing(HARD_FAIL, wronglySigned(50, leaf)).codes())
        .containsOnly(REVOCATION_UNKNOWN);
    assertThat(chain(leaf).knowing(HARD_FAIL, wronglySigned(51, leaf)).codes())
        .containsOnly(REVOCATION_UNKNOWN, WORK_LIMIT_EXCEEDED);
  }

  /** As many CRLs of the leaf's issuer, and as many of the root, all of them with another key. */
  private static EvidenceSet wronglySigned(int count, HeldCertificate stranger) {
    List<RevocationList> lists = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      lists.add(TestCrl.of(CA.intermediate()).number(number).signedWithKeyOf(stranger).read());
      lists.add(TestCrl.of(CA.root()).number(number).signedWithKeyOf(stranger).read());
    }
    return new EvidenceSet(lists, List.of());
  }

  @Test
  void mappingsOfEveryPolicyToEveryPolicyStaySmall() {
    ManyPaths paths = ManyPaths.ofPolicies(8, 8);
    HeldCertificate bad = CA.clientOf(paths.authorities().getLast(), "x").build();
    CertificatePolicyDemand demand =
        new CertificatePolicyDemand(Set.of(CertificatePolicyDemand.ANY_POLICY), true, false, false);

    assertThat(
            chain(paths.leaf()).anyIssuer().with(parameters -> parameters.asking(demand)).codes())
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

    assertThat(chain(leaf).anyIssuer().codes()).containsExactly(KEY_NOT_ALLOWED);
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
}
