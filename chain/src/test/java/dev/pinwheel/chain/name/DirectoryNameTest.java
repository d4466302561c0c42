package dev.pinwheel.chain.name;

import static dev.pinwheel.chain.name.DirectoryName.Relation.INSIDE;
import static dev.pinwheel.chain.name.DirectoryName.Relation.NOT_COMPARABLE;
import static dev.pinwheel.chain.name.DirectoryName.Relation.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=Example|cn=EXAMPLE",
        "CN=Two  Words|CN=two words",
        "CN=\\ Padded|CN=padded",
        "CN=Müller|CN=MÜLLER",
        "CN=M\u00fcller|CN=Mu\u0308ller",
        "CN=stra\u00dfe|CN=STRASSE",
        "CN=soft\u00adhyphen|CN=softhyphen",
        "CN=no\u00a0break|CN=no break",
        "EMAILADDRESS=CA@Example.COM|EMAILADDRESS=ca@example.com",
        "CN=a+OU=b,O=c|OU=b+CN=a,O=c"
      })
  void theyAreTheSameName(String one, String other) {
    assertThat(DirectoryName.parse(one)).isEqualTo(DirectoryName.parse(other));
    assertThat(DirectoryName.parse(one)).hasSameHashCodeAs(DirectoryName.parse(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=Example|CN=Examples",
        "CN=Example|O=Example",
        "CN=a,O=b|O=b,CN=a",
        "CN=a,O=b|CN=a+O=b",
        "CN=Two Words|CN=TwoWords",
        "CN=Muller|CN=Müller",
        "CN=a|CN=\u0430"
      })
  void theyAreDifferentNames(String one, String other) {
    assertThat(DirectoryName.parse(one)).isNotEqualTo(DirectoryName.parse(other));
  }

  @Test
  void theStringTypeMakesNoDifference() {
    DirectoryName utf8 = organization(new DERUTF8String("Große Bank"));

    assertThat(organization(new DERBMPString("GROSSE  BANK"))).isEqualTo(utf8);
    assertThat(organization(new DERT61String("Große Bank"))).isEqualTo(utf8);
    assertThat(organization(utf32("Große Bank"))).isEqualTo(utf8);
    assertThat(organization(utf32("Große Banken"))).isNotEqualTo(utf8);
    assertThat(organization(new DERIA5String("Plain")))
        .isEqualTo(organization(new DERPrintableString("plain")));
  }

  @Test
  void whatIsNoTextIsComparedByItsBytes() {
    DirectoryName bits = organization(new DERBitString(new byte[] {1}));

    assertThat(organization(new DERBitString(new byte[] {1}))).isEqualTo(bits);
    assertThat(organization(new DERBitString(new byte[] {2}))).isNotEqualTo(bits);
    // half a character
    assertThat(organization(new DERUniversalString(new byte[] {0, 0, 0})))
        .isNotEqualTo(organization(new DERUTF8String("")));
  }

  @Test
  void aSubtreeIsANameAndWhatContinuesIt() {
    DirectoryName subtree = DirectoryName.parse("O=Example,C=DE");

    assertThat(DirectoryName.parse("CN=x,O=EXAMPLE,C=de").relationTo(subtree)).isEqualTo(INSIDE);
    assertThat(subtree.relationTo(subtree)).isEqualTo(INSIDE);
    assertThat(DirectoryName.parse("C=DE").relationTo(subtree)).isEqualTo(OUTSIDE);
    assertThat(DirectoryName.parse("O=Other,C=DE").relationTo(subtree)).isEqualTo(OUTSIDE);
  }

  @Test
  void nobodyCanSayWhereADoubtfulNameStands() {
    DirectoryName subtree = DirectoryName.parse("O=Müller");

    assertThat(organization(new DERT61String("Müller")).relationTo(subtree)).isEqualTo(INSIDE);
    assertThat(organization(new DERT61String("Meyer")).relationTo(subtree)).isEqualTo(OUTSIDE);
    assertThat(organization(new DERT61String("Mäyer")).relationTo(subtree))
        .isEqualTo(NOT_COMPARABLE);
    assertThat(organization(new DERBitString(new byte[] {1})).relationTo(subtree))
        .isEqualTo(NOT_COMPARABLE);
    assertThat(name(BCStyle.CN, new DERBitString(new byte[] {1})).relationTo(subtree))
        .isEqualTo(OUTSIDE);
  }

  @Test
  void textsAreAsTheyAreAndNotEscaped() {
    DirectoryName name = DirectoryName.parse("CN=Example Trust\\, Inc.,O=Other");

    assertThat(name.texts(BCStyle.CN)).containsExactly("Example Trust, Inc.");
    assertThat(name.texts(BCStyle.OU)).isEmpty();
  }

  @Test
  void saysHowANameIsWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DirectoryName.parse("A = B Trust"))
        .withMessageContaining("backslash");
  }

  private static DirectoryName organization(ASN1Encodable value) {
    return name(BCStyle.O, value);
  }

  private static DirectoryName name(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return DirectoryName.of(new X500Name(new RDN[] {new RDN(type, value)}));
  }

  private static DERUniversalString utf32(String text) {
    return new DERUniversalString(text.getBytes(java.nio.charset.Charset.forName("UTF-32BE")));
  }
}
