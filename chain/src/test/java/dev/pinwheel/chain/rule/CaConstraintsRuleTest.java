package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.finding.ViolationCode.CA_CONSTRAINT_VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class CaConstraintsRuleTest {

  @Test
  void refusesAnIssuerWithoutTheCaFlag() {
    Violation violation = below(middle().authorityFlag(false)).violations().getFirst();

    assertThat(violation.code()).isEqualTo(CA_CONSTRAINT_VIOLATED);
    assertThat(violation.citation()).isEqualTo("RFC 5280 section 6.1.4 (k)");
    assertThat(violation.message()).isEqualTo("certificate 1 is used as a CA, but is none");
  }

  @Test
  void refusesAnIssuerWithoutBasicConstraints() {
    assertThat(below(middle().withoutBasicConstraints()).codes())
        .containsExactly(CA_CONSTRAINT_VIOLATED);
  }

  @Test
  void refusesALeafAsAnIssuer() {
    assertThat(chain(CA.clientOf(CA.client("issuer").build(), "x").build()).anyIssuer().codes())
        .containsOnly(CA_CONSTRAINT_VIOLATED)
        .hasSize(2);
  }

  @Test
  void refusesAKeyThatMayNotSignCertificates() {
    Violation violation = below(middle().keyUsage(KeyUsage.cRLSign)).violations().getFirst();

    assertThat(violation.code()).isEqualTo(CA_CONSTRAINT_VIOLATED);
    assertThat(violation.citation()).isEqualTo("RFC 5280 section 6.1.4 (n)");
  }

  @Test
  void acceptsACaWithoutKeyUsage() {
    assertThat(below(middle().keyUsage(0)).codes()).isEmpty();
  }

  @Test
  void acceptsALeafDirectlyBelowPathLengthZero() {
    assertThat(below(middle().authority(0)).codes()).isEmpty();
  }

  @Test
  void countsIntermediatesAgainstThePathLength() {
    assertThat(twoBelow(CA.root(), 0).codes()).containsExactly(CA_CONSTRAINT_VIOLATED);
    assertThat(twoBelow(CA.root(), 1).codes()).isEmpty();
  }

  @Test
  void saysHowManyAndHowManyAreAllowed() {
    Violation violation = twoBelow(CA.root(), 0).violations().getFirst();

    assertThat(violation.measured()).contains("1 intermediates");
    assertThat(violation.required()).contains("at most 0");
    assertThat(violation.citation()).isEqualTo("RFC 5280 section 6.1.4 (l) and (m)");
  }

  @Test
  void selfIssuedIntermediatesDoNotCount() {
    HeldCertificate old = middle().authority(0).build();
    HeldCertificate rolledOver =
        CA.authority("CN=Middle").issuedBy(old).withoutKeyIdentifiers().build();

    assertThat(chain(CA.clientOf(rolledOver, "x").build()).anyIssuer().codes()).isEmpty();
  }

  @Test
  void theAnchorsPathLengthCounts() {
    HeldCertificate zero = CA.authority("CN=Zero").authority(0).build();
    HeldCertificate one = CA.authority("CN=One").authority(1).build();

    assertThat(chain(CA.clientOf(zero, "x").build()).anyIssuer().trusting(zero).codes()).isEmpty();
    assertThat(oneBelow(zero).trusting(zero).codes()).containsExactly(CA_CONSTRAINT_VIOLATED);
    assertThat(oneBelow(one).trusting(one).codes()).isEmpty();
  }

  @Test
  void anAnchorThatIsNoCaIsRefused() {
    HeldCertificate root = CA.authority("CN=No CA").authorityFlag(false).build();

    assertThat(chain(CA.clientOf(root, "x").build()).anyIssuer().trusting(root).codes())
        .containsExactly(CA_CONSTRAINT_VIOLATED);
  }

  @Test
  void everyConstrainedCaOfThePathIsTold() {
    HeldCertificate top = CA.authority("CN=Top").issuedBy(CA.root()).authority(0).build();
    HeldCertificate mid = CA.authority("CN=Mid").issuedBy(top).authority(0).build();
    HeldCertificate low = CA.authority("CN=Low").issuedBy(mid).authorityFlag(false).build();

    assertThat(chain(CA.clientOf(low, "x").build()).anyIssuer().violations())
        .extracting(Violation::message)
        .containsExactly(
            "certificate 1 is used as a CA, but is none",
            "certificate 2 has too many CAs below it",
            "certificate 3 has too many CAs below it");
  }

  private static CertificateBuilder middle() {
    return CA.authority("CN=Middle").issuedBy(CA.root());
  }

  private static ChainCase below(CertificateBuilder authority) {
    return chain(CA.clientOf(authority.build(), "x").build()).anyIssuer();
  }

  private static ChainCase oneBelow(HeldCertificate root) {
    HeldCertificate lower = CA.authority("CN=Lower").issuedBy(root).build();
    return chain(CA.clientOf(lower, "x").build()).anyIssuer();
  }

  private static ChainCase twoBelow(HeldCertificate root, int length) {
    HeldCertificate upper = CA.authority("CN=Upper").issuedBy(root).authority(length).build();
    return oneBelow(upper);
  }
}
