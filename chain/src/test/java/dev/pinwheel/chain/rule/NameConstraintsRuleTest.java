package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.finding.ViolationCode.NAME_CONSTRAINT_VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.Location;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.OtherName;
import org.junit.jupiter.api.Test;

class NameConstraintsRuleTest {

  @Test
  void permitsADomainAndWhatIsBelowIt() {
    NameConstraints domain = permitted(dns("example.com"));

    assertThat(codes(domain, dns("example.com"))).isEmpty();
    assertThat(codes(domain, dns("a.b.example.com"))).isEmpty();
    assertThat(codes(domain, dns("badexample.com"))).containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(domain, dns("example.org"))).containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void excludesADomainAndWhatIsBelowIt() {
    NameConstraints domain = excluded(dns("example.com"));

    assertThat(codes(domain, dns("example.com"))).containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(domain, dns("a.example.com"))).containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(domain, dns("example.org"))).isEmpty();
  }

  @Test
  void ignoresCaseInDomains() {
    assertThat(codes(excluded(dns("EXAMPLE.com")), dns("a.Example.COM")))
        .containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void constrainsAddresses() {
    NameConstraints network = permitted(new GeneralName(GeneralName.iPAddress, "10.1.0.0/16"));

    assertThat(codes(network, ip("10.1.255.255"))).isEmpty();
    assertThat(codes(network, ip("10.2.0.0"))).containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void constrainsEmailAddresses() {
    NameConstraints host = permitted(new GeneralName(GeneralName.rfc822Name, "example.com"));

    assertThat(codes(host, email("a@example.com"))).isEmpty();
    assertThat(codes(host, email("a@example.org"))).containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void constrainsUris() {
    NameConstraints host =
        permitted(new GeneralName(GeneralName.uniformResourceIdentifier, ".example.com"));

    assertThat(codes(host, uri("https://a.example.com/x"))).isEmpty();
    assertThat(codes(host, uri("https://a.example.org/x")))
        .containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void constrainsTheSubject() {
    NameConstraints names = permitted(directory("O=Example"));

    assertThat(below(names, CA.certificate("CN=x,O=Example")).codes()).isEmpty();
    assertThat(below(names, CA.certificate("CN=x,O=Other")).codes())
        .containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void constrainsTheSubjectInWhicheverStringTypeItIsWritten() {
    for (ASN1Encodable value :
        List.of(
            new DERPrintableString("Example"),
            new DERBMPString("EXAMPLE"),
            new DERT61String("example"),
            new DERUniversalString("Example".getBytes(Charset.forName("UTF-32BE"))))) {
      String as = value.getClass().getSimpleName();

      assertThat(subject(permitted(directory("O=Example")), value)).as(as).isEmpty();
      assertThat(subject(excluded(directory("O=Other")), value)).as(as).isEmpty();
      assertThat(subject(excluded(directory("O=Example")), value))
          .as(as)
          .containsExactly(NAME_CONSTRAINT_VIOLATED);
      assertThat(subject(permitted(directory("O=Other")), value))
          .as(as)
          .containsExactly(NAME_CONSTRAINT_VIOLATED);
    }
  }

  @Test
  void whatCannotBeComparedWithAConstraintIsRefused() {
    // T.61 has other characters than ISO 8859-1 beyond ASCII, and a number is no text
    for (ASN1Encodable value : List.of(new DERT61String("Müller"), new ASN1Integer(7))) {
      assertThat(subject(excluded(directory("O=Other")), value))
          .containsExactly(NAME_CONSTRAINT_VIOLATED);
      assertThat(subject(permitted(directory("O=Other")), value))
          .containsExactly(NAME_CONSTRAINT_VIOLATED);
      // another kind of attribute is another name, whatever its value
      assertThat(subject(excluded(directory("OU=Other")), value)).isEmpty();
    }
    assertThat(subject(permitted(directory("O=MÜLLER")), new DERT61String("Müller"))).isEmpty();
  }

  @Test
  void constrainsMailboxesBeyondAsciiAsTheOthers() {
    NameConstraints host = permitted(email("example.com"));

    assertThat(codes(host, mailbox("médecin@example.com"))).isEmpty();
    assertThat(codes(host, mailbox("médecin@EXAMPLE.com"))).isEmpty();
    assertThat(codes(host, mailbox("médecin@example.org")))
        .containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(host, mailbox("no mailbox"))).containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(excluded(email("example.com")), mailbox("médecin@example.com")))
        .containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(excluded(email("example.com")), mailbox("médecin@example.org"))).isEmpty();
    assertThat(codes(permitted(email("a@example.com")), mailbox("á@example.com")))
        .containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(permitted(email("xn--strae-oqa.example")), mailbox("á@straße.example")))
        .isEmpty();
    assertThat(codes(permitted(dns("example.com")), mailbox("médecin@example.org"))).isEmpty();
  }

  @Test
  void aMailboxOfTheSubjectIsComparedAsItIs() {
    NameConstraints mailbox = permitted(email("a+b@example.com"));

    assertThat(below(mailbox, CA.certificate("EMAILADDRESS=a\\+b@example.com")).codes()).isEmpty();
    assertThat(below(mailbox, CA.certificate("EMAILADDRESS=b@example.com")).codes())
        .containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void doesNotConstrainOtherKindsOfName() {
    assertThat(codes(permitted(dns("example.com")), ip("10.0.0.1"))).isEmpty();
    assertThat(codes(permitted(ipRange()), dns("example.com"))).isEmpty();
  }

  @Test
  void aConstrainedOtherNameIsRefusedWhateverItSays() {
    assertThat(codes(excluded(other("no")), other("no"))).containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(excluded(other("no")), other("yes")))
        .containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(permitted(other("yes")), other("yes")))
        .containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(excluded(dns("example.com")), other("yes"))).isEmpty();
  }

  @Test
  void theCommonNameIsNotADnsName() {
    HeldCertificate upper = authority(CA.root(), "CN=Upper", permitted(dns("example.com")));
    HeldCertificate lower = CA.authority("CN=lower.example.org").issuedBy(upper).build();

    assertThat(of(lower, dns("a.example.com")).codes()).isEmpty();
  }

  @Test
  void aConstraintOnNamesThatCannotBeComparedIsRefused() {
    GeneralName registered = new GeneralName(GeneralName.registeredID, "1.2.3");

    assertThat(codes(permitted(registered), registered)).containsExactly(NAME_CONSTRAINT_VIOLATED);
    assertThat(codes(permitted(registered), dns("example.com"))).isEmpty();
    assertThat(codes(permitted(dns("example.com")), registered)).isEmpty();
  }

  @Test
  void theAnchorsConstraintsCount() {
    HeldCertificate root =
        CA.authority("CN=Constrained Root")
            .extension(Extension.nameConstraints.getId(), true, permitted(dns("example.com")))
            .build();

    assertThat(ofAnchor(root, "a.example.com").codes()).isEmpty();
    assertThat(ofAnchor(root, "a.example.org").codes()).containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void constraintsOfTwoCasAreIntersected() {
    HeldCertificate upper = authority(CA.root(), "CN=Upper", permitted(dns("example.com")));
    HeldCertificate lower = authority(upper, "CN=Lower", permitted(dns("a.example.com")));

    assertThat(of(lower, dns("x.a.example.com")).codes()).isEmpty();
    assertThat(of(lower, dns("x.b.example.com")).codes()).containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void aLowerCaCannotPermitWhatAnUpperOneDoesNot() {
    HeldCertificate upper = authority(CA.root(), "CN=Upper", permitted(dns("example.com")));
    HeldCertificate lower = authority(upper, "CN=Lower", permitted(dns("example.org")));

    assertThat(of(lower, dns("example.org")).codes()).containsExactly(NAME_CONSTRAINT_VIOLATED);
  }

  @Test
  void constrainsIntermediatesToo() {
    HeldCertificate upper = authority(CA.root(), "CN=Upper", permitted(directory("O=Example")));
    HeldCertificate lower = CA.authority("CN=Lower,O=Other").issuedBy(upper).build();

    assertThat(
            chain(CA.clientOf(lower, "x").subject("CN=x,O=Example").build())
                .anyIssuer()
                .violations())
        .extracting(Violation::location)
        .containsExactly(new Location.AtCertificate(1, "CN=Lower,O=Other"));
  }

  @Test
  void aSelfIssuedIntermediateIsExempt() {
    HeldCertificate upper = authority(CA.root(), "CN=Same,O=Other", permitted(directory("O=Ex")));
    HeldCertificate rolledOver =
        CA.authority("CN=Same,O=Other").issuedBy(upper).withoutKeyIdentifiers().build();

    assertThat(chain(CA.clientOf(rolledOver, "x").subject("CN=x,O=Ex").build()).anyIssuer().codes())
        .isEmpty();
  }

  @Test
  void tellsEveryNameThatIsOutside() {
    List<Violation> violations =
        of(
                authority(CA.root(), "CN=C", permitted(dns("example.com"))),
                dns("a.example.org"),
                dns("ok.example.com"),
                dns("b.example.net"))
            .violations();

    assertThat(violations)
        .extracting(violation -> violation.measured().orElseThrow())
        .containsExactly("DNS:a.example.org", "DNS:b.example.net");
  }

  private static List<ViolationCode> codes(NameConstraints constraints, GeneralName name) {
    return of(authority(CA.root(), "CN=Constrained", constraints), name).codes();
  }

  private static ChainCase below(NameConstraints constraints, CertificateBuilder leaf) {
    HeldCertificate authority = authority(CA.root(), "CN=Constrained", constraints);
    return chain(
            leaf.issuedBy(authority)
                .extendedKeyUsage(org.bouncycastle.asn1.x509.KeyPurposeId.id_kp_clientAuth)
                .build())
        .anyIssuer();
  }

  private static ChainCase of(HeldCertificate authority, GeneralName... names) {
    CertificateBuilder leaf = CA.clientOf(authority, "x").withoutAlternativeNames();
    Arrays.stream(names).forEach(leaf::alternativeName);
    return chain(leaf.build()).anyIssuer();
  }

  private static ChainCase ofAnchor(HeldCertificate root, String dnsName) {
    return of(root, dns(dnsName)).trusting(root);
  }

  private static HeldCertificate authority(
      HeldCertificate issuer, String subject, NameConstraints constraints) {
    return CA.authority(subject)
        .issuedBy(issuer)
        .extension(Extension.nameConstraints.getId(), true, constraints)
        .build();
  }

  private static NameConstraints permitted(GeneralName name) {
    return new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(name)}, null);
  }

  private static NameConstraints excluded(GeneralName name) {
    return new NameConstraints(null, new GeneralSubtree[] {new GeneralSubtree(name)});
  }

  private static GeneralName dns(String name) {
    return new GeneralName(GeneralName.dNSName, name);
  }

  private static GeneralName ip(String address) {
    return new GeneralName(GeneralName.iPAddress, address);
  }

  private static GeneralName other(String value) {
    return new GeneralName(
        GeneralName.otherName,
        new OtherName(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.2"), new DERUTF8String(value)));
  }

  private static GeneralName ipRange() {
    return new GeneralName(GeneralName.iPAddress, "10.0.0.0/8");
  }

  private static GeneralName email(String address) {
    return new GeneralName(GeneralName.rfc822Name, address);
  }

  private static List<ViolationCode> subject(NameConstraints names, ASN1Encodable organization) {
    X500Name subject = new X500Name(new RDN[] {new RDN(BCStyle.O, organization)});
    return below(names, CA.certificate("CN=x").subject(subject)).codes();
  }

  private static GeneralName mailbox(String address) {
    return new GeneralName(
        GeneralName.otherName,
        new OtherName(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9"), new DERUTF8String(address)));
  }

  private static GeneralName uri(String uri) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
  }

  private static GeneralName directory(String name) {
    return new GeneralName(X500Name.getInstance(new X500Principal(name).getEncoded()));
  }
}
