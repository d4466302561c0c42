package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.finding.ViolationCode.EXTENSION_INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameFormRuleTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5, 8, 15, 17, 32})
  void anAddressHasFourOrSixteenOctets(int octets) {
    List<Violation> violations = chain(GeneralName.iPAddress, new byte[octets]).violations();

    assertThat(violations).extracting(Violation::code).containsExactly(EXTENSION_INVALID);
    assertThat(violations.getFirst().measured()).contains(octets + " octets");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 16})
  void addressesOfBothVersionsAreTaken(int octets) {
    assertThat(chain(GeneralName.iPAddress, new byte[octets]).codes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {GeneralName.dNSName, GeneralName.rfc822Name, 6})
  void aNameIsNotEmptyAndIsAscii(int kind) {
    assertThat(chain(kind, new byte[0]).codes()).containsExactly(EXTENSION_INVALID);
    assertThat(chain(kind, "a@münchen.example".getBytes(StandardCharsets.ISO_8859_1)).codes())
        .containsExactly(EXTENSION_INVALID);
    assertThat(chain(kind, "a@münchen.example".getBytes(StandardCharsets.UTF_8)).codes())
        .containsExactly(EXTENSION_INVALID);
  }

  @Test
  void otherNamesAreLeftAlone() {
    assertThat(chain(GeneralName.dNSName, ascii("a.example")).codes()).isEmpty();
    assertThat(chain(GeneralName.dNSName, ascii("_sip._tls.a.example")).codes()).isEmpty();
    assertThat(chain(GeneralName.uniformResourceIdentifier, ascii("sip:a.example")).codes())
        .isEmpty();
    assertThat(chain(GeneralName.rfc822Name, ascii("a@b.example")).codes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyProfileAsksForIt(Profile profile) {
    assertThat(
            chain(GeneralName.iPAddress, new byte[5])
                .with(parameters -> parameters.under(profile))
                .codes())
        .contains(EXTENSION_INVALID)
        .doesNotContain(ViolationCode.CERTIFICATE_MALFORMED);
    assertThat(withoutSubject(false).with(parameters -> parameters.under(profile)).codes())
        .contains(EXTENSION_INVALID)
        .doesNotContain(ViolationCode.CERTIFICATE_MALFORMED);
  }

  @Test
  void belowAnEmptySubjectTheNamesAreCritical() {
    assertThat(withoutSubject(false).codes()).containsExactly(EXTENSION_INVALID);
    assertThat(withoutSubject(true).codes()).isEmpty();
  }

  private static ChainCase withoutSubject(boolean critical) {
    return text(CA.client("x")
                .subject("")
                .rawExtension(
                    Extension.subjectAlternativeName.getId(),
                    critical,
                    names(GeneralName.dNSName, ascii("a.example")))
                .buildPem()
            + CA.intermediate().pem())
        .anyIssuer();
  }

  private static ChainCase chain(int kind, byte[] value) {
    return text(CA.client("x")
                .rawExtension(Extension.subjectAlternativeName.getId(), false, names(kind, value))
                .buildPem()
            + CA.intermediate().pem())
        .anyIssuer();
  }

  private static byte[] names(int kind, byte[] value) {
    try {
      return new DERSequence(new DERTaggedObject(false, kind, new DEROctetString(value)))
          .getEncoded();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
