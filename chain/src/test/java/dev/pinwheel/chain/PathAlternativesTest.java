package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static dev.pinwheel.chain.ChainCase.bundle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two CA certificates of one name and key, one of them bad in each way that Netflix' BetterTLS
 * knows: the path through the good one must be found whatever comes first, and without it there is
 * none.
 */
class PathAlternativesTest {

  /** What is wrong with the bad certificate. */
  enum Fault {
    EXPIRED,
    NAME_CONSTRAINTS,
    USAGE,
    NO_BASIC_CONSTRAINTS,
    NO_CA,
    WEAK_SIGNATURE,
    UNKNOWN_CRITICAL_EXTENSION,
    OTHER_ISSUER;

    HeldCertificate spoil(CertificateBuilder authority) {
      switch (this) {
        case EXPIRED ->
            authority.validity(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)));
        case NAME_CONSTRAINTS ->
            authority.extension(Extension.nameConstraints.getId(), true, elsewhere());
        case USAGE -> authority.extendedKeyUsage(KeyPurposeId.id_kp_codeSigning);
        case NO_BASIC_CONSTRAINTS -> authority.withoutBasicConstraints();
        case NO_CA -> authority.authorityFlag(false);
        case WEAK_SIGNATURE -> authority.signatureAlgorithm("SHA1withECDSA");
        case UNKNOWN_CRITICAL_EXTENSION ->
            authority.rawExtension("1.3.6.1.4.1.99999.1", true, new byte[2]);
        case OTHER_ISSUER -> authority.issuedBy(CA.authority("CN=Nobody Knows").build());
      }
      return authority.build();
    }

    private static NameConstraints elsewhere() {
      return new NameConstraints(
          new GeneralSubtree[] {
            new GeneralSubtree(new GeneralName(GeneralName.dNSName, "elsewhere.test"))
          },
          null);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGoodCertificateOfACaIsFound(Fault fault) {
    HeldCertificate good = authority().build();
    HeldCertificate bad = fault.spoil(authority().keyOf(good));
    HeldCertificate leaf = CA.clientOf(good, "x").build();

    for (int seed = 0; seed < 6; seed++) {
      assertThat(shuffled(seed, leaf, good, bad).codes()).as("order %d", seed).isEmpty();
    }
    assertThat(bundle(leaf, bad).anyIssuer().codes()).isNotEmpty();
  }

  /** The good path has one certificate more, so that it is not the first to be thought of. */
  @ParameterizedTest
  @EnumSource
  void aLongerWayThatIsGoodBeatsAShorterOneThatIsNot(Fault fault) {
    HeldCertificate upper = CA.authority("CN=Upper").issuedBy(CA.root()).build();
    HeldCertificate good = CA.authority("CN=Crossed").issuedBy(upper).build();
    HeldCertificate bad = fault.spoil(CA.authority("CN=Crossed").keyOf(good).issuedBy(CA.root()));
    HeldCertificate leaf = CA.clientOf(good, "x").build();

    for (int seed = 0; seed < 6; seed++) {
      assertThat(shuffled(seed, leaf, bad, good, upper).codes()).as("order %d", seed).isEmpty();
    }
    assertThat(bundle(leaf, bad, upper).anyIssuer().codes()).isNotEmpty();
  }

  private static CertificateBuilder authority() {
    return CA.authority("CN=Crossed").keyKind(KeyKind.EC_P256).issuedBy(CA.root());
  }

  private static ChainCase shuffled(int seed, HeldCertificate... certificates) {
    List<HeldCertificate> order = new ArrayList<>(List.of(certificates));
    Collections.shuffle(order, new Random(seed));
    return bundle(order.toArray(HeldCertificate[]::new)).anyIssuer();
  }
}
