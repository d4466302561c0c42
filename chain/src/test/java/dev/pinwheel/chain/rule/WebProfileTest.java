package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.ChainCase.text;
import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_FORM_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.EKU_CLIENT_AUTH_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.EKU_SERVER_AUTH_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.EXTENSION_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_NOT_ALLOWED;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public web asks for on top: each case is accepted under RFC 5280 alone. */
class WebProfileTest {

  @Test
  void acceptsALeafAsTheWebWantsIt() {
    assertThat(web(named("a.example.com").build())).isEmpty();
  }

  @Test
  void wantsAlternativeNames() {
    CertificateBuilder leaf = named("a.example.com").withoutAlternativeNames();

    assertThat(web(leaf.build())).containsExactly(SAN_MISSING);
    assertThat(rfc5280(leaf.build())).isEmpty();
  }

  @Test
  void wantsAlternativeNamesCriticalOnlyWithoutASubject() {
    GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, "a.example.com"));
    String id = Extension.subjectAlternativeName.getId();

    assertThat(web(named("a.example.com").extension(id, true, names).build()))
        .containsExactly(EXTENSION_INVALID);
    assertThat(web(named("a.example.com").subject("").extension(id, true, names).build()))
        .isEmpty();
    assertThat(
            text(named("a.example.com").subject("").buildPem() + CA.intermediate().pem())
                .anyIssuer()
                .codes())
        .containsExactly(EXTENSION_INVALID, EKU_CLIENT_AUTH_MISSING);
  }

  @ParameterizedTest
  @CsvSource({"a.example.com, ''", "A.example.com, SAN_MISMATCH", "b.example.com, SAN_MISMATCH"})
  void wantsACommonNameToBeACopyOfAnAlternativeName(String commonName, String code) {
    HeldCertificate leaf = CA.server("a.example.com").commonName(commonName).build();

    assertThat(web(leaf).stream().map(ViolationCode::name))
        .isEqualTo(code.isEmpty() ? List.of() : List.of(code));
    assertThat(rfc5280(leaf)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8::1, 2001:db8::1, true",
    "2001:db8::1, 2001:DB8::1, false",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1, false",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1, true",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1, true",
    "192.168.1.1, 192.168.1.1, true",
    "192.168.1.1, 192.168.001.001, false",
    "192.168.1.1, 0xC0A80101, false"
  })
  void wantsAddressesInCommonNamesInTheirOneSpelling(
      String address, String commonName, boolean good) {
    HeldCertificate leaf =
        CA.server("unused")
            .withoutAlternativeNames()
            .ipAddress(address)
            .commonName(commonName)
            .build();

    assertThat(web(leaf)).isEqualTo(good ? List.of() : List.of(SAN_MISMATCH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.com",
        "a_b.example.com",
        "a.*.example.com",
        "ba*.example.com",
        "-a.com",
        "*.co.uk",
        "*.xn--55qx5d.cn"
      })
  void refusesNamesThatAreNoneOfTheWeb(String name) {
    assertThat(web(named(name).build())).containsExactly(EXTENSION_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.example.com",
        "*.example.co.uk",
        "*.s3.amazonaws.com",
        "*.example.1",
        "example.com",
        "xn--nxasmq6b.com",
        "localhost"
      })
  void acceptsNamesOfTheWeb(String name) {
    assertThat(web(named(name).build())).isEmpty();
  }

  @Test
  void wantsAModulusOfWholeOctets() {
    assertThat(web(named("a.example.com").keyKind(KeyKind.RSA_2048).build())).isEmpty();
    assertThat(web(named("a.example.com").keyKind(KeyKind.RSA_2052).build()))
        .containsExactly(KEY_NOT_ALLOWED);
  }

  @Test
  void wantsUsagesThatGoWithTlsAlone() {
    assertThat(web(used(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth))).isEmpty();
    assertThat(web(used(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_codeSigning)))
        .containsExactly(EXTENSION_INVALID);
    assertThat(web(used(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.anyExtendedKeyUsage)))
        .containsExactly(EXTENSION_INVALID);
    assertThat(web(used())).containsExactly(EKU_SERVER_AUTH_MISSING);
  }

  @Test
  void refusesUsagesOnTheRoot() {
    HeldCertificate root =
        CA.authority("CN=Root").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).build();
    HeldCertificate leaf = named("a.example.com").issuedBy(root).build();

    assertThat(webCase(leaf).trusting(root).codes()).containsExactly(EXTENSION_INVALID);
  }

  @Test
  void wantsKeyIdentifiersAlone() {
    AuthorityKeyIdentifier whole =
        new AuthorityKeyIdentifier(
            new byte[20],
            new GeneralNames(new GeneralName(GeneralName.directoryName, "CN=x")),
            BigInteger.ONE);
    HeldCertificate leaf =
        named("a.example.com")
            .extension(Extension.authorityKeyIdentifier.getId(), false, whole)
            .build();

    assertThat(web(leaf)).containsExactly(EXTENSION_INVALID);
    assertThat(rfc5280(leaf)).isEmpty();
  }

  @Test
  void doesNotKnowEd25519() {
    HeldCertificate leaf = named("a.example.com").keyKind(KeyKind.ED25519).build();

    assertThat(web(leaf)).containsExactly(KEY_NOT_ALLOWED);
    assertThat(rfc5280(leaf)).isEmpty();
  }

  @Test
  void countsTheOctetsOfSerialNumbers() {
    BigInteger most = BigInteger.ONE.shiftLeft(158);

    assertThat(web(named("a.example.com").serialNumber(most).build())).isEmpty();
    // twenty octets and the one that says that it is positive
    assertThat(web(named("a.example.com").serialNumber(most.shiftLeft(1)).build()))
        .containsExactly(CERTIFICATE_FORM_INVALID);
  }

  private static CertificateBuilder named(String dnsName) {
    return CA.server(dnsName).subject("O=Example");
  }

  private static HeldCertificate used(KeyPurposeId... usages) {
    return named("a.example.com").extendedKeyUsage(usages).build();
  }

  private static List<ViolationCode> web(HeldCertificate leaf) {
    return webCase(leaf).codes();
  }

  private static ChainCase webCase(HeldCertificate leaf) {
    return chain(leaf)
        .under(policy("requiredEku: [serverAuth]"))
        .with(parameters -> parameters.under(Profile.WEBPKI));
  }

  private static List<ViolationCode> rfc5280(HeldCertificate leaf) {
    return chain(leaf).under(policy("requiredEku: [serverAuth]")).codes();
  }
}
