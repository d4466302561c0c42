package dev.pinwheel.chain.revocation;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.chain.name.DirectoryName;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceReaderTest {

  private static final HeldCertificate ISSUER = CA.intermediate();
  private static final byte[] LIST = TestCrl.of(ISSUER).der();
  private static final byte[] ANSWER = TestOcsp.about(ISSUER, CA.root()).der();
  private static final Instant END_OF_UTC_TIME = Instant.parse("2049-12-31T23:59:59Z");

  @Test
  void readsOneInDerAndAnyNumberInPem() throws MalformedEvidenceException {
    String pem = TestCrl.of(ISSUER).pem();

    assertThat(EvidenceReader.lists(LIST)).hasSize(1);
    assertThat(EvidenceReader.lists((pem + "words\n" + pem + ISSUER.pem()).getBytes(US_ASCII)))
        .hasSize(2);
    assertThat(EvidenceReader.answers(ANSWER)).hasSize(1);
    assertThat(
            EvidenceReader.answers(
                HeldCertificate.block("OCSP RESPONSE", ANSWER).getBytes(US_ASCII)))
        .hasSize(1);
  }

  @Test
  void aFileHasUpToAThousandPieces() throws MalformedEvidenceException {
    String most = TestCrl.of(ISSUER).pem().repeat(EvidenceReader.MOST_PIECES);

    assertThat(EvidenceReader.lists(bytes(most))).hasSize(EvidenceReader.MOST_PIECES);
    refuses("more than 1000", () -> EvidenceReader.lists(bytes(most + TestCrl.of(ISSUER).pem())));
  }

  @Test
  void entriesThatNameAnIssuerAreLimited() throws Exception {
    byte[] most = entriesOf(RevokedEntries.MOST_NAMED);

    assertThat(read(with(5, ASN1Sequence.getInstance(most))).revoked()).isNotNull();
    byte[] more = entriesOf(RevokedEntries.MOST_NAMED + 1);
    refuses(
        "more than 5000 entries name an issuer",
        () -> read(with(5, ASN1Sequence.getInstance(more))));
  }

  private static byte[] entriesOf(int count) throws IOException {
    ASN1Sequence named =
        ASN1Sequence.getInstance(
            ASN1Sequence.getInstance(
                    ASN1Sequence.getInstance(
                            TestCrl.of(ISSUER).indirect().revokingOf(CA.root(), ISSUER).der())
                        .getObjectAt(0))
                .getObjectAt(5));
    ASN1EncodableVector all = new ASN1EncodableVector();
    for (int number = 0; number < count; number++) {
      ASN1Sequence entry = ASN1Sequence.getInstance(named.getObjectAt(0));
      all.add(
          new DERSequence(
              new ASN1Encodable[] {
                new ASN1Integer(number), entry.getObjectAt(1), entry.getObjectAt(2)
              }));
    }
    return new DERSequence(all).getEncoded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"261301000000Z", "260230000000Z", "260101240000Z", "26010100000xZ"})
  void anEntryHasADate(String date) throws Exception {
    byte[] good =
        with(
            5,
            new DERSequence(
                new DERSequence(
                    new ASN1Encodable[] {new ASN1Integer(7), new DERUTCTime("260105000000Z")})));
    byte[] bad = new String(good, ISO_8859_1).replace("260105000000Z", date).getBytes(ISO_8859_1);

    assertThat(read(good).revoked()).isNotNull();
    refuses("no CRL: an entry has no date", () -> read(bad));
  }

  @Test
  void anEntryIsFoundByItsNumberWithTheDateOfItsCentury() throws Exception {
    assertThat(entryDatedAs(new DERUTCTime("491231235959Z")))
        .isEqualTo(Instant.parse("2049-12-31T23:59:59Z"));
    assertThat(entryDatedAs(new DERUTCTime("500101000000Z")))
        .isEqualTo(Instant.parse("1950-01-01T00:00:00Z"));
    assertThat(entryDatedAs(new DERGeneralizedTime("20500101000000Z")))
        .isEqualTo(Instant.parse("2050-01-01T00:00:00Z"));
  }

  private static Instant entryDatedAs(ASN1Encodable date) throws Exception {
    ASN1Integer serial = new ASN1Integer(ISSUER.certificate().getSerialNumber());
    byte[] list = with(5, new DERSequence(new DERSequence(new ASN1Encodable[] {serial, date})));
    DirectoryName name = DirectoryName.of(ISSUER.certificate().getSubjectX500Principal());
    return read(list)
        .revoked()
        .find(name, name, ISSUER.certificate().getSerialNumber())
        .orElseThrow()
        .date();
  }

  @Test
  void bytesBehindACrlAreNoPartOfIt() {
    refuses("bytes follow it", () -> read(Arrays.copyOf(LIST, LIST.length + 1)));
  }

  @Test
  void saysWhatIsWrong() {
    refuses("no CRL", () -> EvidenceReader.lists(new byte[0]));
    refuses("no CRL", () -> EvidenceReader.lists(ANSWER));
    refuses("no OCSP response", () -> EvidenceReader.answers(LIST));
    refuses(
        "there is no PEM block CRL or X509 CRL", () -> EvidenceReader.lists(bytes(ISSUER.pem())));
    refuses(
        "PEM block 1 has no END line",
        () -> EvidenceReader.lists(bytes("-----BEGIN X509 CRL-----\n")));
    refuses("larger than", () -> EvidenceReader.lists(new byte[EvidenceReader.MOST_BYTES + 1]));
    refuses("larger than", () -> OcspAnswerReader.read(new byte[OcspAnswerReader.MOST_BYTES + 1]));
  }

  @Test
  void everyCutOffPrefixIsMalformed() {
    for (int length = 0; length < LIST.length; length += 7) {
      byte[] prefix = Arrays.copyOf(LIST, length);
      refuses("", () -> RevocationListReader.read(prefix));
    }
    for (int length = 0; length < ANSWER.length; length += 7) {
      byte[] prefix = Arrays.copyOf(ANSWER, length);
      refuses("", () -> OcspAnswerReader.read(prefix));
    }
  }

  /** One seed for the bytes: what fails once fails again. */
  @Test
  void alteredBytesAreReadOrMalformedAndNothingElse() {
    Random random = new Random(5280);
    int read = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] list = LIST.clone();
      byte[] answer = ANSWER.clone();
      for (int change = 0; change < 3; change++) {
        list[random.nextInt(list.length)] = (byte) random.nextInt(256);
        answer[random.nextInt(answer.length)] = (byte) random.nextInt(256);
      }
      read += isRead(() -> RevocationListReader.read(list)) ? 1 : 0;
      read += isRead(() -> OcspAnswerReader.read(answer)) ? 1 : 0;
    }
    // most changes hit a name, a number or the signature, and leave the structure whole
    assertThat(read).isBetween(1, 5999);
  }

  @Test
  void refusesACrlThatRfc5280DoesNotAllow() {
    refuses("no nextUpdate", () -> read(TestCrl.of(ISSUER).nextUpdate(null).der()));
    refuses("neither absent nor 2", () -> read(with(0, new ASN1Integer(2))));
    refuses("two signature algorithms", () -> read(with(1, algorithmOf(TestCrl.of(rsa()).der()))));
  }

  @Test
  void refusesTimesInTheFormOfAnotherCentury() throws Exception {
    assertThat(read(TestCrl.of(ISSUER).nextUpdate(END_OF_UTC_TIME).der()).nextUpdate())
        .isEqualTo(END_OF_UTC_TIME);
    Instant year2050 = END_OF_UTC_TIME.plusSeconds(1);
    assertThat(read(TestCrl.of(ISSUER).nextUpdate(year2050).der()).nextUpdate())
        .isEqualTo(year2050);
    refuses("wrong form", () -> read(with(4, new DERGeneralizedTime(Date.from(NOW)))));
    assertThat(read(with(4, new DERUTCTime(Date.from(NOW)))).nextUpdate()).isEqualTo(NOW);
  }

  @Test
  void aResponderWithoutAnAnswerGaveNone() throws IOException {
    byte[] tryLater =
        new OCSPResponse(new OCSPResponseStatus(OCSPResponseStatus.TRY_LATER), null).getEncoded();
    refuses("status 3", () -> OcspAnswerReader.read(tryLater));
  }

  private static boolean isRead(ThrowingCallable reading) {
    try {
      reading.call();
      return true;
    } catch (MalformedEvidenceException e) {
      return false;
    } catch (Throwable e) {
      throw new AssertionError("neither read nor malformed", e);
    }
  }

  private static RevocationList read(byte[] der) throws MalformedEvidenceException {
    return RevocationListReader.read(der);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static HeldCertificate rsa() {
    return CA.authority("CN=RSA").keyKind(KeyKind.RSA_2048).build();
  }

  private static ASN1Encodable algorithmOf(byte[] list) {
    return ASN1Sequence.getInstance(list).getObjectAt(1);
  }

  /** A CRL with one element of its content replaced; its signature verifies no more. */
  private static byte[] with(int index, ASN1Encodable element) {
    ASN1Sequence list = ASN1Sequence.getInstance(LIST);
    ASN1EncodableVector content = new ASN1EncodableVector();
    ASN1Sequence before = ASN1Sequence.getInstance(list.getObjectAt(0));
    for (int position = 0; position < before.size(); position++) {
      content.add(position == index ? element : before.getObjectAt(position));
    }
    ASN1EncodableVector whole = new ASN1EncodableVector();
    whole.add(new DERSequence(content));
    whole.add(list.getObjectAt(1));
    whole.add(list.getObjectAt(2));
    try {
      return new DERSequence(whole).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refuses(String saying, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOf(MalformedEvidenceException.class)
        .hasMessageContaining(saying);
  }
}
