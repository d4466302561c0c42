package dev.pinwheel.chain.path;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafFinderTest {

  private static final HeldCertificate LEAF = CA.client("leaf").build();

  @Test
  void findsTheLeafWhereverItStands() {
    assertThat(subjects(LEAF, CA.intermediate(), CA.root())).containsExactly("CN=leaf");
    assertThat(subjects(CA.root(), LEAF, CA.intermediate())).containsExactly("CN=leaf");
    assertThat(subjects(CA.root(), CA.intermediate(), LEAF)).containsExactly("CN=leaf");
  }

  @Test
  void findsALeafThatIsAlone() {
    assertThat(subjects(LEAF)).containsExactly("CN=leaf");
  }

  @Test
  void prefersTheEndEntityToCasThatBelongElsewhere() {
    HeldCertificate stranger = CA.authority("CN=Stranger").build();

    assertThat(subjects(stranger, LEAF, CA.intermediate())).containsExactly("CN=leaf");
  }

  @Test
  void takesTheLowestCaWhereThereIsNoEndEntity() {
    assertThat(subjects(CA.root(), CA.intermediate()))
        .containsExactly("CN=GenesysCloudArchitectureCA,O=Pinwheel");
  }

  @Test
  void findsALeafBelowAnIssuerThatIsNoCa() {
    HeldCertificate notCa = CA.client("issuer").build();
    HeldCertificate below = CA.clientOf(notCa, "below").build();

    assertThat(subjects(notCa, below)).containsExactly("CN=below");
  }

  @Test
  void findsTheLeafBelowCasThatIssuedEachOther() {
    HeldCertificate a = CA.authority("CN=A").build();
    HeldCertificate b = CA.authority("CN=B").issuedBy(a).build();
    HeldCertificate aByB = CA.authority("CN=A").keyOf(a).issuedBy(b).build();

    assertThat(subjects(aByB, b, CA.clientOf(b, "leaf2").build())).containsExactly("CN=leaf2");
  }

  @Test
  void namesBothWhereTwoEndEntitiesAreThere() {
    assertThat(subjects(LEAF, CA.client("other").build(), CA.intermediate()))
        .containsExactly("CN=leaf", "CN=other");
  }

  @Test
  void namesOldAndNewCertificateOfOneSubject() {
    assertThat(subjects(LEAF, CA.client("leaf").build())).containsExactly("CN=leaf", "CN=leaf");
  }

  @Test
  void namesEveryCaWhereNoOneIsBelowTheOthers() {
    assertThat(subjects(CA.authority("CN=A").build(), CA.authority("CN=B").build()))
        .containsExactly("CN=A", "CN=B");
  }

  @Test
  void takesALeafThatBearsItsIssuersName() {
    HeldCertificate authority = CA.authority("CN=same").build();
    HeldCertificate leaf = CA.clientOf(authority, "same").build();

    assertThat(LeafFinder.candidates(parsed(authority, leaf))).isEqualTo(parsed(leaf));
  }

  private static List<String> subjects(HeldCertificate... bundle) {
    return LeafFinder.candidates(parsed(bundle)).stream()
        .map(ParsedCertificate::subjectText)
        .toList();
  }
}
