package dev.pinwheel.chain.pem;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemReaderTest {

  private static final HeldCertificate LEAF = CA.client("leaf").build();
  private static final String PEM = LEAF.pem();

  private final PemReader reader = new PemReader(PemLimits.REQUEST);

  @Test
  void readsBlocksInTheOrderOfTheText() {
    assertThat(subjects(CA.intermediate().pem() + PEM))
        .containsExactly("CN=GenesysCloudArchitectureCA,O=Pinwheel", "CN=leaf");
  }

  @Test
  void acceptsCarriageReturns() {
    assertThat(subjects(PEM.replace("\n", "\r\n"))).containsExactly("CN=leaf");
    assertThat(subjects(PEM.replace("\n", "\r"))).containsExactly("CN=leaf");
  }

  @Test
  void acceptsIndentationBlankLinesAndTrailingSpace() {
    assertThat(subjects(PEM.indent(8).replace("\n", "  \n\n\t"))).containsExactly("CN=leaf");
  }

  @Test
  void acceptsTextBetweenBlocks() {
    assertThat(subjects("Bag Attributes\n" + PEM + "subject=CN=x\n" + CA.root().pem() + "end"))
        .hasSize(2);
  }

  @Test
  void acceptsAnyLengthOfLine() {
    String oneLine =
        "-----BEGIN CERTIFICATE-----"
            + PEM.replaceAll("-----[A-Z ]+-----", "").replace("\n", "")
            + "-----END CERTIFICATE-----";

    assertThat(subjects(oneLine)).containsExactly("CN=leaf");
    assertThat(subjects(PEM.replaceAll("(?m)^([A-Za-z0-9+/=]{10})", "$1\n"))).hasSize(1);
  }

  @Test
  void dropsDuplicatesAndSaysSo() {
    PemBundle bundle = bundle(PEM + CA.root().pem() + PEM);

    assertThat(bundle.certificates()).hasSize(2);
    assertThat(bundle.notes())
        .containsExactly(new Note(Note.Kind.DUPLICATE_DROPPED, "PEM block 3 repeats CN=leaf"));
  }

  @Test
  void passesOverOtherKindsOfBlockAndSaysSo() {
    PemBundle bundle =
        bundle(HeldCertificate.block("PUBLIC KEY", LEAF.keyPair().getPublic().getEncoded()) + PEM);

    assertThat(bundle.certificates()).hasSize(1);
    assertThat(bundle.notes()).extracting(Note::kind).containsExactly(Note.Kind.BLOCK_IGNORED);
  }

  @Test
  void readsSixtyFourKibibytesAndNoByteMore() {
    String full = " ".repeat(64 * 1024 - PEM.length()) + PEM;

    assertThat(subjects(full)).hasSize(1);
    assertThat(codes(full + " ")).containsExactly(ViolationCode.PEM_TOO_LARGE);
  }

  @Test
  void countsBytesAndNotCharacters() {
    String umlauts = "ä".repeat((64 * 1024 - PEM.length()) / 2);
    String full = umlauts + " ".repeat(64 * 1024 - PEM.length() - umlauts.length() * 2) + PEM;

    assertThat(subjects(full)).hasSize(1);
    assertThat(codes("ä" + full.substring(0, full.length() - 1)))
        .containsExactly(ViolationCode.PEM_TOO_LARGE);
  }

  @Test
  void readsTenCertificatesAndNotEleven() {
    assertThat(subjects(roots(10))).hasSize(10);
    assertThat(codes(roots(11))).containsExactly(ViolationCode.PEM_TOO_MANY_CERTIFICATES);
  }

  @Test
  void doesNotCountDuplicatesAsCertificates() {
    assertThat(subjects(roots(10) + PEM.repeat(0) + roots(0))).hasSize(10);
    String ten = roots(10);

    assertThat(subjects(ten + ten)).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\t", "MIIB", "-----BEGIN-----", "not a certificate"})
  void findsNothingInTextWithoutBlocks(String text) {
    assertThat(codes(text)).containsExactly(ViolationCode.PEM_EMPTY);
  }

  @Test
  void findsNothingWhereOnlyOtherBlocksAre() {
    assertThat(codes(HeldCertificate.block("PKCS7", new byte[] {48, 0})))
        .containsExactly(ViolationCode.PEM_EMPTY);
  }

  @Test
  void refusesBlocksThatAreCutOff() {
    String cut = PEM.substring(0, PEM.length() - 60);

    assertThat(messages(cut)).containsExactly("PEM block 1 has no END line");
    assertThat(messages(cut + PEM))
        .containsExactly("PEM block 1 has no END line before the next BEGIN");
    assertThat(messages(PEM.substring(30)))
        .containsExactly("PEM block 1 has an END line without its BEGIN");
    assertThat(messages(PEM.replace("END CERTIFICATE", "END X509 CRL")))
        .containsExactly("PEM block 1 begins and ends with different labels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MIIDXTCCAkWgAwIBAgIJAL...", "%%%%", "A", "AA=A", "\\nMIIB\\n"})
  void refusesWhatIsNotBase64WithoutRepeatingIt(String body) {
    String text = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----";

    assertThat(codes(text)).containsExactly(ViolationCode.PEM_MALFORMED);
    assertThat(messages(text)).containsExactly("PEM block 1 is not base64");
  }

  @Test
  void refusesBase64ThatIsNoCertificate() {
    assertThat(codes(HeldCertificate.block("CERTIFICATE", new byte[] {1, 2, 3})))
        .containsExactly(ViolationCode.CERTIFICATE_MALFORMED);
    assertThat(codes(HeldCertificate.block("CERTIFICATE", new byte[0])))
        .containsExactly(ViolationCode.CERTIFICATE_MALFORMED);
  }

  @Test
  void refusesPemInsideOfPem() {
    assertThat(
            codes(
                HeldCertificate.block(
                    "CERTIFICATE", PEM.getBytes(java.nio.charset.StandardCharsets.US_ASCII))))
        .containsExactly(ViolationCode.CERTIFICATE_MALFORMED);
  }

  @Test
  void refusesBytesAfterTheCertificate() {
    byte[] der = Base64.getMimeDecoder().decode(PEM.replaceAll("-----[A-Z ]+-----", ""));
    byte[] longer = java.util.Arrays.copyOf(der, der.length + 1);

    assertThat(codes(HeldCertificate.block("CERTIFICATE", longer)))
        .containsExactly(ViolationCode.CERTIFICATE_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\n"
            + "Proc-Type: 4,ENCRYPTED\n\n"
            + "x\n"
            + "-----END RSA PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nx\n-----END EC PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nx\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\nx\n-----END PGP PRIVATE KEY BLOCK-----",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----",
        "-----begin private key-----\nx"
      })
  void refusesEveryKindOfPrivateKeyWholeOrNot(String key) {
    assertThat(codes(PEM + key)).contains(ViolationCode.PRIVATE_KEY_IN_BUNDLE);
    assertThat(codes(key)).contains(ViolationCode.PRIVATE_KEY_IN_BUNDLE);
  }

  @Test
  void aKeyIsSeenInWhatIsLeftOfIt() {
    String key = LEAF.privateKeyPem();
    String line = key.lines().skip(1).findFirst().orElseThrow();

    for (String left :
        List.of(
            "PRIVATE KEY-----\n" + line,
            "BEGIN PRIVATE KEY-----\n" + line,
            "-----BEGIN PRIVATE KEY\n" + line,
            line + "\n-----END PRIVATE KEY-----",
            line + "-----END EC PRIVATE KEY-----",
            "note: -----BEGIN PRIVATE KEY-----" + line,
            key.replace("\n", "\\n"),
            key.replace("\n", "\\r\\n"),
            key.indent(4),
            "> " + key.replace("\n", "\n> "))) {
      assertThat(PemReader.hasPrivateKey(left)).as(left).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# begin the private key rotation here",
        "# the PRIVATE KEY is in the vault",
        "---- the private key ---- is in the vault",
        "# -----BEGIN PRIVATE KEY----- was taken out of this file",
        "BEGIN RSA PRIVATE KEY is what the other file begins with",
        "friendlyName: private key -- 2026"
      })
  void aLineThatMentionsAKeyIsNone(String comment) {
    assertThat(subjects(comment + "\n" + PEM)).containsExactly("CN=leaf");
    assertThat(subjects(PEM + comment)).containsExactly("CN=leaf");
  }

  @Test
  void aPrivateKeyUnderTheLabelOfACertificateIsAKey() {
    HeldCertificate rsa = CA.client("rsa").keyKind(KeyKind.RSA_2048).build();

    for (HeldCertificate holder : List.of(LEAF, rsa)) {
      assertThat(codes(holder.privateKeyPem().replace("PRIVATE KEY", "CERTIFICATE")))
          .containsExactly(ViolationCode.PRIVATE_KEY_IN_BUNDLE);
    }
  }

  @Test
  void aContainerUnderTheLabelOfACertificateIsNamed() {
    Violation violation = violations(HeldCertificate.block("CERTIFICATE", pkcs7(LEAF))).getFirst();

    assertThat(violation.code()).isEqualTo(ViolationCode.CERTIFICATE_MALFORMED);
    assertThat(violation.message()).contains("PKCS #7");
    assertThat(violation.remediation()).contains("openssl pkcs7 -print_certs");
  }

  @Test
  void whatElseIsUnderTheLabelOfACertificateIsNamed() throws Exception {
    byte[] key = LEAF.keyPair().getPublic().getEncoded();
    byte[] request =
        new org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder(
                new javax.security.auth.x500.X500Principal("CN=x"), LEAF.keyPair().getPublic())
            .build(
                new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("SHA256withECDSA")
                    .build(LEAF.privateKey()))
            .getEncoded();
    byte[] der = LEAF.certificate().getEncoded();

    assertThat(messages(HeldCertificate.block("CERTIFICATE", key)).getFirst())
        .contains("a bare public key");
    assertThat(messages(HeldCertificate.block("CERTIFICATE", request)).getFirst())
        .contains("a certificate signing request");
    assertThat(
            messages(HeldCertificate.block("CERTIFICATE", java.util.Arrays.copyOf(der, 200)))
                .getFirst())
        .contains("it is cut off: 200 of " + der.length);
    assertThat(
            messages(
                    HeldCertificate.block(
                        "CERTIFICATE", java.util.Arrays.copyOf(der, der.length + 3)))
                .getFirst())
        .contains("3 bytes follow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X.509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS", "OLD CERTIFICATE"})
  void aBlockThatIsPassedOverIsNamedWithWhatConvertsIt(String label) {
    String other = HeldCertificate.block(label, new byte[] {48, 0});

    assertThat(bundle(PEM + other).notes())
        .singleElement()
        .satisfies(note -> assertThat(note.message()).contains("block 2 (" + label + ")"));
    Violation alone = violations(other).getFirst();
    assertThat(alone.code()).isEqualTo(ViolationCode.PEM_EMPTY);
    assertThat(alone.message()).contains(label);
    assertThat(alone.remedy()).isPresent();
  }

  @Test
  void aMissingIntermediateMayBeInABlockThatIsPassedOver() {
    String chain =
        PEM + CA.intermediate().pem().replace(" CERTIFICATE-----", " X.509 CERTIFICATE-----");
    Violation violation = text(chain).anyIssuer().violations().getFirst();

    assertThat(violation.code()).isEqualTo(ViolationCode.CERT_CHAIN_INCOMPLETE);
    assertThat(violation.remediation()).contains("X.509 CERTIFICATE").contains("sed ");
    assertThat(text(PEM).anyIssuer().violations().getFirst().remedy()).isEmpty();
  }

  static byte[] pkcs7(HeldCertificate holder) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      generator.addCertificates(new JcaCertStore(holder.chain()));
      return generator.generate(new CMSAbsentContent()).getEncoded();
    } catch (CMSException | IOException | java.security.cert.CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void neverRepeatsAKeyInAMessage() {
    String key = LEAF.privateKeyPem();
    String secret = key.lines().skip(1).findFirst().orElseThrow();

    assertThat(read(PEM + key).toString()).doesNotContain(secret);
    assertThat(read(key.replace("PRIVATE KEY", "CERTIFICATE")).toString()).doesNotContain(secret);
    assertThat(read(key.replace("\n-----END", "!\n-----END")).toString()).doesNotContain(secret);
  }

  @Test
  void tellsEveryFaultAtOnce() {
    String text =
        LEAF.privateKeyPem()
            + HeldCertificate.block("CERTIFICATE", new byte[] {1})
            + "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"
            + "-----END CERTIFICATE-----";

    assertThat(codes(text))
        .containsExactlyInAnyOrder(
            ViolationCode.PRIVATE_KEY_IN_BUNDLE,
            ViolationCode.CERTIFICATE_MALFORMED,
            ViolationCode.PEM_MALFORMED,
            ViolationCode.PEM_MALFORMED);
  }

  @Test
  void usesTheLimitsThatItWasGiven() {
    PemReader small = new PemReader(new PemLimits(10, 1));

    assertThat(small.read("0123456789")).isInstanceOf(PemReading.Unreadable.class);
    assertThat(((PemReading.Unreadable) small.read("0123456789a")).violations())
        .extracting(Violation::code)
        .containsExactly(ViolationCode.PEM_TOO_LARGE);
  }

  private PemReading read(String text) {
    return reader.read(text);
  }

  private PemBundle bundle(String text) {
    assertThat(read(text)).isInstanceOf(PemReading.Read.class);
    return ((PemReading.Read) read(text)).bundle();
  }

  private List<String> subjects(String text) {
    return bundle(text).certificates().stream().map(ParsedCertificate::subjectText).toList();
  }

  private List<Violation> violations(String text) {
    assertThat(read(text)).isInstanceOf(PemReading.Unreadable.class);
    return ((PemReading.Unreadable) read(text)).violations();
  }

  private List<ViolationCode> codes(String text) {
    return violations(text).stream().map(Violation::code).toList();
  }

  private List<String> messages(String text) {
    return violations(text).stream().map(Violation::message).toList();
  }

  private static String roots(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> CA.authority("CN=Root " + number).build().pem())
        .collect(Collectors.joining());
  }
}
