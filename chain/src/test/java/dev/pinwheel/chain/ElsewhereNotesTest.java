package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.bundle;
import static dev.pinwheel.chain.finding.Note.Kind.DEEPER_THAN_USUAL;
import static dev.pinwheel.chain.finding.Note.Kind.EXPIRED_SENT_FIRST;
import static dev.pinwheel.chain.finding.Note.Kind.ISSUER_AMBIGUOUS;
import static dev.pinwheel.chain.finding.Note.Kind.NAMES_ENCODED_DIFFERENTLY;
import static dev.pinwheel.chain.finding.Note.Kind.NOT_USED;
import static dev.pinwheel.chain.finding.Note.Kind.REORDERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is noted about other verifiers is what the {@code openssl} and {@code certtool} programs do.
 * They judge by the machine's clock, so that everything here is valid through this century.
 */
class ElsewhereNotesTest {

  private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2099-01-01T00:00:00Z");
  private static final HeldCertificate ROOT = lasting(CA.authority("CN=Lasting Root")).build();

  @TempDir private Path folder;

  @Test
  void nothingIsNotedOfAnOrdinaryChain() throws Exception {
    HeldCertificate issuer = authority("CN=Ordinary");
    HeldCertificate leaf = leaf(issuer).build();

    assertThat(notes(leaf, issuer)).isEmpty();
    assertThat(refusing(leaf, issuer)).isEmpty();
  }

  @Test
  void aNameInAnotherCaseIsRefusedByGnuTls() throws Exception {
    assertNames(
        new DERPrintableString("Example CA"),
        new DERPrintableString("EXAMPLE  ca"),
        "refused by GnuTLS. ");
  }

  @Test
  void aNameInAnOldStringTypeIsRefusedByTheJavaOnes() throws Exception {
    for (ASN1Encodable old : List.of(new DERBMPString("Old CA"), new DERT61String("Old CA"))) {
      assertNames(new DERPrintableString("Old CA"), old, "refused by the JDK, Bouncy Castle. ");
    }
  }

  @Test
  void anAccentedLetterInAnotherCaseIsRefusedByAllButTheJdk() throws Exception {
    assertNames(
        new DERUTF8String("Müller CA"),
        new DERUTF8String("MÜLLER CA"),
        "refused by GnuTLS, OpenSSL, Bouncy Castle. ");
  }

  @Test
  void gnuTlsComparesTheNamesOfAnchorsByteByByte() throws Exception {
    X500Name printable = name(new DERPrintableString("Example Root"));
    X500Name utf8 = name(new DERUTF8String("Example Root"));
    HeldCertificate root = lasting(CA.authority("CN=x")).subject(printable).build();
    HeldCertificate issuer =
        lasting(CA.authority("CN=Issuer")).issuedBy(root).issuerName(utf8).build();
    HeldCertificate leaf = leaf(issuer).build();
    HeldCertificate exact = lasting(CA.authority("CN=Exact")).issuedBy(root).build();

    assertThat(bundle(leaf, issuer).anyIssuer().trusting(root).valid().notes())
        .singleElement()
        .extracting(Note::message)
        .asString()
        .contains("refused by GnuTLS. ");
    assertThat(refusing(List.of(root), leaf, issuer)).containsExactly("GnuTLS");
    assertThat(refusing(List.of(root), leaf(exact).build(), exact)).isEmpty();
  }

  @Test
  void withoutAKeyIdentifierOfTwoKeysOfOneNameOnlyOneIsTried() throws Exception {
    HeldCertificate other = authority("CN=Twice");
    HeldCertificate issuer = authority("CN=Twice");
    HeldCertificate leaf = leaf(issuer).withoutKeyIdentifiers().build();
    HeldCertificate identified = leaf(issuer).build();

    assertThat(notes(leaf, other, issuer)).containsExactly(NOT_USED, ISSUER_AMBIGUOUS);
    assertThat(notes(identified, other, issuer)).containsExactly(NOT_USED);
    assertThat(notes(leaf, issuer)).isEmpty();
    assertThat(refusing(leaf, other, issuer)).containsExactly("OpenSSL", "GnuTLS");
    assertThat(refusing(leaf, issuer, other)).isEmpty();
    assertThat(refusing(identified, other, issuer)).isEmpty();
    assertThat(refusing(identified, issuer, other)).isEmpty();
  }

  @Test
  void withoutAKeyIdentifierOfTwoAnchorsOfOneNameOnlyOneIsTried() throws Exception {
    HeldCertificate other = lasting(CA.authority("CN=Twice")).build();
    HeldCertificate root = lasting(CA.authority("CN=Twice")).build();
    HeldCertificate leaf = leaf(root).withoutKeyIdentifiers().build();

    assertThat(bundle(leaf).anyIssuer().trusting(other, root).valid().notes())
        .extracting(Note::kind)
        .containsExactly(ISSUER_AMBIGUOUS);
    // which of several anchors OpenSSL takes does not follow their order
    assertThat(refusing(List.of(other, root), leaf)).doesNotContain("GnuTLS");
    assertThat(refusing(List.of(root, other), leaf)).contains("GnuTLS");
  }

  @Test
  void anExpiredCaBeforeTheLivingOneIsRefusedByGnuTls() throws Exception {
    HeldCertificate living = authority("CN=Renewed");
    HeldCertificate expired =
        CA.authority("CN=Renewed")
            .keyOf(living)
            .issuedBy(ROOT)
            .validity(FIRST, Instant.parse("2002-01-01T00:00:00Z"))
            .build();
    HeldCertificate leaf = leaf(living).build();

    assertThat(notes(leaf, expired, living)).containsExactly(NOT_USED, EXPIRED_SENT_FIRST);
    assertThat(notes(leaf, living, expired)).containsExactly(NOT_USED);
    assertThat(refusing(leaf, expired, living)).containsExactly("GnuTLS");
    assertThat(refusing(leaf, living, expired)).isEmpty();
    assertThat(valid(leaf, expired, living).pem()).isEqualTo(ChainCase.pem(leaf, living));
  }

  @Test
  void aServerThatLimitsTheDepthTakesOneIntermediateByDefault() throws Exception {
    HeldCertificate upper = authority("CN=Upper");
    HeldCertificate lower = lasting(CA.authority("CN=Lower")).issuedBy(upper).build();
    HeldCertificate leaf = leaf(lower).build();

    assertThat(notes(leaf, lower, upper)).containsExactly(DEEPER_THAN_USUAL);
    assumeInstalled("openssl", "version");
    written("root.pem", ROOT);
    assertThat(openssl(List.of("-verify_depth", "1"), leaf, lower, upper)).isFalse();
    assertThat(openssl(List.of("-verify_depth", "2"), leaf, lower, upper)).isTrue();
  }

  @Test
  void anOrderThatJavaDoesNotTakeIsPutRight() throws Exception {
    HeldCertificate upper = authority("CN=Upper");
    HeldCertificate lower = lasting(CA.authority("CN=Lower")).issuedBy(upper).build();
    HeldCertificate leaf = leaf(lower).build();

    assertThat(notes(leaf, upper, lower)).containsExactly(REORDERED, DEEPER_THAN_USUAL);
    assertThatThrownBy(() -> store(leaf, List.of(leaf, upper, lower)))
        .isInstanceOf(KeyStoreException.class);
    store(leaf, List.of(leaf, lower, upper));
    assertThat(valid(leaf, upper, lower).pem()).isEqualTo(ChainCase.pem(leaf, lower, upper));
  }

  @Test
  void ofTwoCasThatWillDoTheOneWithTheVeryBytesIsSentOn() {
    HeldCertificate exact =
        lasting(CA.authority("CN=x"))
            .subject(name(new DERUTF8String("Exact")))
            .issuedBy(ROOT)
            .build();
    HeldCertificate other =
        lasting(CA.authority("CN=x"))
            .subject(name(new DERPrintableString("Exact")))
            .keyOf(exact)
            .issuedBy(ROOT)
            .build();
    HeldCertificate leaf = leaf(exact).build();

    assertThat(notes(leaf, other, exact)).containsExactly(NOT_USED);
    assertThat(valid(leaf, other, exact).pem()).isEqualTo(ChainCase.pem(leaf, exact));
  }

  /** As the HTTP intake does, before anybody has looked for a path. */
  @Test
  void whoeverKnowsNoAnchorSaysTheSameOfWhatWasSent() {
    HeldCertificate upper = authority("CN=Upper");
    HeldCertificate lower = lasting(CA.authority("CN=Lower")).issuedBy(upper).build();
    HeldCertificate leaf = leaf(lower).build();
    HeldCertificate expired =
        CA.authority("CN=Lower")
            .keyOf(lower)
            .issuedBy(upper)
            .validity(FIRST, Instant.parse("2002-01-01T00:00:00Z"))
            .build();
    HeldCertificate odd = leaf(upper).issuerName(name(new DERPrintableString("UPPER"))).build();

    assertThat(sent(leaf(upper).build(), upper)).isEmpty();
    assertThat(sent(leaf, lower, upper, ROOT)).containsExactly(DEEPER_THAN_USUAL);
    assertThat(sent(leaf, upper, lower)).containsExactly(REORDERED, DEEPER_THAN_USUAL);
    assertThat(sent(leaf, expired, lower)).containsExactly(EXPIRED_SENT_FIRST);
    assertThat(sent(odd, upper)).containsExactly(NAMES_ENCODED_DIFFERENTLY);
    assertThat(new LeafBundle.Reader().read("nothing").notes(ChainCase.NOW)).isEmpty();
  }

  private static List<Note.Kind> sent(HeldCertificate... sent) {
    return new LeafBundle.Reader()
        .read(ChainCase.pem(sent)).notes(ChainCase.NOW).stream().map(Note::kind).toList();
  }

  private void assertNames(ASN1Encodable subject, ASN1Encodable written, String saying)
      throws Exception {
    HeldCertificate issuer =
        lasting(CA.authority("CN=x")).subject(name(subject)).issuedBy(ROOT).build();
    HeldCertificate leaf = leaf(issuer).issuerName(name(written)).build();

    assertThat(valid(leaf, issuer).notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.kind()).isEqualTo(NAMES_ENCODED_DIFFERENTLY);
              assertThat(note.message()).contains(saying);
            });
    for (String program : List.of("OpenSSL", "GnuTLS")) {
      assertThat(refusing(leaf, issuer).contains(program)).isEqualTo(saying.contains(program));
    }
  }

  private static List<Note.Kind> notes(HeldCertificate... sent) {
    return valid(sent).notes().stream().map(Note::kind).toList();
  }

  private static ValidatedChain valid(HeldCertificate... sent) {
    return bundle(sent).anyIssuer().trusting(ROOT).valid();
  }

  private static HeldCertificate authority(String subject) {
    return lasting(CA.authority(subject)).issuedBy(ROOT).build();
  }

  private static CertificateBuilder leaf(HeldCertificate issuer) {
    return lasting(CA.clientOf(issuer, "leaf"));
  }

  private static CertificateBuilder lasting(CertificateBuilder builder) {
    return builder.validity(FIRST, LAST);
  }

  private static X500Name name(ASN1Encodable commonName) {
    return new X500Name(new RDN[] {new RDN(BCStyle.CN, commonName)});
  }

  private static void store(HeldCertificate leaf, List<HeldCertificate> chain) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "leaf",
        leaf.privateKey(),
        "password".toCharArray(),
        chain.stream().map(HeldCertificate::certificate).toArray(Certificate[]::new));
  }

  /** Which of the two programs refuse a chain in the order in which it is sent. */
  private List<String> refusing(HeldCertificate... sent) throws Exception {
    return refusing(List.of(ROOT), sent);
  }

  private List<String> refusing(List<HeldCertificate> anchors, HeldCertificate... sent)
      throws Exception {
    written("root.pem", anchors.toArray(HeldCertificate[]::new));
    assumeInstalled("openssl", "version");
    assumeInstalled("certtool", "--version");
    List<String> refusing = new ArrayList<>();
    if (!openssl(List.of(), sent)) {
      refusing.add("OpenSSL");
    }
    if (!certtool(sent)) {
      refusing.add("GnuTLS");
    }
    return refusing;
  }

  private boolean openssl(List<String> more, HeldCertificate... sent) throws Exception {
    HeldCertificate[] above = Arrays.copyOfRange(sent, 1, sent.length);
    List<String> command = new ArrayList<>(List.of("openssl", "verify", "-no-CApath"));
    command.addAll(more);
    command.addAll(
        List.of(
            "-CAfile",
            folder.resolve("root.pem").toString(),
            "-untrusted",
            written("above.pem", above),
            written("leaf.pem", sent[0])));
    return succeeds(command);
  }

  private boolean certtool(HeldCertificate... sent) throws Exception {
    return succeeds(
        List.of(
            "certtool",
            "--verify",
            "--load-ca-certificate",
            folder.resolve("root.pem").toString(),
            "--infile",
            written("chain.pem", sent)));
  }

  private String written(String file, HeldCertificate... certificates) throws IOException {
    return Files.writeString(folder.resolve(file), ChainCase.pem(certificates)).toString();
  }

  private boolean succeeds(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0;
  }

  private static void assumeInstalled(String program, String argument) throws Exception {
    boolean installed;
    try {
      installed =
          new ProcessBuilder(program, argument)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException e) {
      installed = false;
    }
    assumeTrue(installed, "the " + program + " program is not installed");
  }
}
