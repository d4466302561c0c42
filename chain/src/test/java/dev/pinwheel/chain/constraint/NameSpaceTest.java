package dev.pinwheel.chain.constraint;

import static dev.pinwheel.chain.constraint.NameSpace.Standing.ALLOWED;
import static dev.pinwheel.chain.constraint.NameSpace.Standing.EXCLUDED;
import static dev.pinwheel.chain.constraint.NameSpace.Standing.NOT_COMPARABLE;
import static dev.pinwheel.chain.constraint.NameSpace.Standing.NOT_COMPARED;
import static dev.pinwheel.chain.constraint.NameSpace.Standing.NOT_PERMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bouncycastle.asn1.x509.GeneralName.dNSName;
import static org.bouncycastle.asn1.x509.GeneralName.iPAddress;
import static org.bouncycastle.asn1.x509.GeneralName.registeredID;
import static org.bouncycastle.asn1.x509.GeneralName.rfc822Name;
import static org.bouncycastle.asn1.x509.GeneralName.uniformResourceIdentifier;

import dev.pinwheel.chain.constraint.NameSpace.Standing;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSpaceTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, ALLOWED",
    "example.com, a.b.EXAMPLE.com, ALLOWED",
    "example.com, badexample.com, NOT_PERMITTED",
    "example.com, com, NOT_PERMITTED",
    "example.com, *.example.com, ALLOWED",
    "a.example.com, *.example.com, NOT_PERMITTED",
    "example.com, .example.com, NOT_COMPARABLE",
    "example.com, a..example.com, NOT_COMPARABLE",
    "'', any.test, ALLOWED"
  })
  void permitsDnsNames(String subtree, String name, Standing standing) {
    assertThat(permitted(of(dNSName, subtree)).standing(of(dNSName, name))).isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource({
    "bar.example.com, *.example.com, EXCLUDED",
    "a.bar.example.com, *.example.com, ALLOWED",
    "example.com, *.example.com, EXCLUDED",
    "example.com, *.com, EXCLUDED",
    "example.com, example.org, ALLOWED"
  })
  void excludesWhatAWildcardStandsFor(String subtree, String name, Standing standing) {
    assertThat(excluded(of(dNSName, subtree)).standing(of(dNSName, name))).isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource({
    "user@example.com, user@EXAMPLE.com, ALLOWED",
    "user@example.com, User@example.com, NOT_PERMITTED",
    "example.com, anyone@example.com, ALLOWED",
    "example.com, anyone@a.example.com, NOT_PERMITTED",
    ".example.com, anyone@a.example.com, ALLOWED",
    ".example.com, anyone@example.com, NOT_PERMITTED",
    "example.com, a@b@example.com, NOT_COMPARABLE",
    "example.com, example.com, NOT_COMPARABLE"
  })
  void permitsMailboxes(String subtree, String name, Standing standing) {
    assertThat(permitted(of(rfc822Name, subtree)).standing(of(rfc822Name, name)))
        .isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, https://example.com/a, ALLOWED",
    "example.com, https://u@example.com:443, ALLOWED",
    "example.com, https://a.example.com, NOT_PERMITTED",
    ".example.com, ldap://a.example.com, ALLOWED",
    ".example.com, ldap://example.com, NOT_PERMITTED",
    "example.com, https://192.0.2.1/, NOT_COMPARABLE",
    "example.com, https://[::1]/, NOT_COMPARABLE",
    "example.com, urn:x:y, NOT_COMPARABLE"
  })
  void permitsUrisByTheirHost(String subtree, String name, Standing standing) {
    assertThat(
            permitted(of(uniformResourceIdentifier, subtree))
                .standing(of(uniformResourceIdentifier, name)))
        .isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource({
    "c0000200ffffff00, c00002ff, ALLOWED",
    "c0000200ffffff00, c0000300, NOT_PERMITTED",
    "c0000200fffffff0, c000020f, ALLOWED",
    "c0000200fffffff0, c0000210, NOT_PERMITTED",
    "c0000200ffffff00, 00000000000000000000000000000001, NOT_PERMITTED",
    "c0000200ffffff00, c0000200ffffff00, NOT_COMPARABLE"
  })
  void permitsAddressesByTheirNetwork(String subtree, String address, Standing standing) {
    assertThat(permitted(octets(subtree)).standing(octets(address))).isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource({
    "'O=Example,C=DE', 'CN=x,O=  EXAMPLE ,C=de', ALLOWED",
    "'O=Example,C=DE', 'O=Example,C=DE', ALLOWED",
    "'O=Example,C=DE', 'C=DE', NOT_PERMITTED",
    "'O=Example,C=DE', 'CN=x,O=Other,C=DE', NOT_PERMITTED"
  })
  void permitsDirectoryNamesThatContinueTheSubtree(String subtree, String name, Standing standing) {
    assertThat(permitted(directory(subtree)).standing(directory(name))).isEqualTo(standing);
  }

  @Test
  void aNameMustBeInsideWhatEveryCaPermits() {
    NameSpace space = permitted(of(dNSName, "a.test"), of(dNSName, "b.test"));
    space.narrow(constraints(List.of(of(dNSName, "b.test"), of(dNSName, "c.test")), List.of()));

    assertThat(space.standing(of(dNSName, "b.test"))).isEqualTo(ALLOWED);
    assertThat(space.standing(of(dNSName, "a.test"))).isEqualTo(NOT_PERMITTED);
    assertThat(space.standing(of(dNSName, "c.test"))).isEqualTo(NOT_PERMITTED);
  }

  @Test
  void whatIsExcludedIsSoAlthoughItIsPermitted() {
    NameSpace space = permitted(of(dNSName, "a.test"));
    space.narrow(constraints(List.of(), List.of(of(dNSName, "x.a.test"))));

    assertThat(space.standing(of(dNSName, "y.a.test"))).isEqualTo(ALLOWED);
    assertThat(space.standing(of(dNSName, "x.a.test"))).isEqualTo(EXCLUDED);
  }

  @Test
  void constraintsOfOneFormSayNothingAboutOthers() {
    NameSpace space = permitted(of(dNSName, "a.test"));

    assertThat(space.standing(of(rfc822Name, "u@b.test"))).isEqualTo(ALLOWED);
  }

  @Test
  void namesThatNobodyCanCompareAreSaidToBeSo() {
    GeneralName registered = of(registeredID, "1.2.3");

    assertThat(excluded(registered).standing(registered)).isEqualTo(NOT_COMPARABLE);
    assertThat(permitted(of(dNSName, "a.test")).standing(registered)).isEqualTo(ALLOWED);
  }

  @Test
  void malformedBasesAreTold() {
    NameSpace space = new NameSpace(false, () -> true);
    List<GeneralName> bases =
        List.of(
            of(dNSName, "*.example.com"),
            of(dNSName, ".example.com"),
            octets("c0000201"),
            octets("c0000200ff00ff00"),
            of(rfc822Name, "a@b@c.test"),
            of(uniformResourceIdentifier, "https://example.com"));

    assertThat(space.narrow(constraints(bases, List.of()))).containsExactlyElementsOf(bases);
  }

  @Test
  void aSubtreeWithAMinimumOrAMaximumIsMalformed() {
    NameSpace space = new NameSpace(false, () -> true);
    GeneralName base = of(dNSName, "a.test");
    GeneralSubtree[] subtrees = {
      new GeneralSubtree(base, BigInteger.ONE, null), new GeneralSubtree(base, null, BigInteger.TEN)
    };

    assertThat(space.narrow(new NameConstraints(subtrees, null))).hasSize(2);
  }

  @Test
  void aPeriodInFrontMeansTheNamesBelowWhereItIsAllowed() {
    NameSpace space = new NameSpace(true, () -> true);
    assertThat(space.narrow(constraints(List.of(of(dNSName, ".a.test")), List.of()))).isEmpty();

    assertThat(space.standing(of(dNSName, "x.a.test"))).isEqualTo(ALLOWED);
    assertThat(space.standing(of(dNSName, "a.test"))).isEqualTo(NOT_PERMITTED);
  }

  @Test
  void comparisonsEndWhereTheyAreTooMany() {
    int[] left = {2};
    NameSpace space = new NameSpace(false, () -> left[0]-- > 0);
    space.narrow(
        constraints(List.of(), List.of(of(dNSName, "a"), of(dNSName, "b"), of(dNSName, "c"))));

    assertThat(space.standing(of(dNSName, "z"))).isEqualTo(NOT_COMPARED);
  }

  private static NameSpace permitted(GeneralName... bases) {
    NameSpace space = new NameSpace(false, () -> true);
    assertThat(space.narrow(constraints(Arrays.asList(bases), List.of()))).isEmpty();
    return space;
  }

  private static NameSpace excluded(GeneralName... bases) {
    NameSpace space = new NameSpace(false, () -> true);
    assertThat(space.narrow(constraints(List.of(), Arrays.asList(bases)))).isEmpty();
    return space;
  }

  private static NameConstraints constraints(
      List<GeneralName> permitted, List<GeneralName> excluded) {
    return new NameConstraints(subtrees(permitted), subtrees(excluded));
  }

  private static GeneralSubtree[] subtrees(List<GeneralName> bases) {
    return bases.stream().map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
  }

  private static GeneralName of(int tag, String text) {
    return new GeneralName(tag, text);
  }

  /** X.500 order: the text is RFC 2253's, which begins with the last part. */
  private static GeneralName directory(String text) {
    return new GeneralName(
        org.bouncycastle.asn1.x500.X500Name.getInstance(
            new javax.security.auth.x500.X500Principal(text).getEncoded()));
  }

  private static GeneralName octets(String hexadecimal) {
    return new GeneralName(iPAddress, new DEROctetString(HexFormat.of().parseHex(hexadecimal)));
  }
}
