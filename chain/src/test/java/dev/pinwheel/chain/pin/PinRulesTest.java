package dev.pinwheel.chain.pin;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.finding.ViolationCode.BACKUP_PIN_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.CERT_CHAIN_INCOMPLETE;
import static dev.pinwheel.chain.finding.ViolationCode.LEAF_AMBIGUOUS;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_COUNT_EXCEEDED;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_DUPLICATE;
import static dev.pinwheel.chain.finding.ViolationCode.PIN_MALFORMED;
import static dev.pinwheel.chain.finding.ViolationCode.PREVIOUS_CERTIFICATE_UNREADABLE;
import static dev.pinwheel.chain.finding.ViolationCode.PRIVATE_KEY_IN_BUNDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinRulesTest {

  private static final HeldCertificate LEAF = CA.client("leaf").build();
  private static final HeldCertificate OLD = CA.client("old").build();
  private static final String FIRST = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String SECOND = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String THIRD = "CAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @Test
  void thePrimaryPinIsThatOfTheLeafAndTheFallbackThatOfThePreviousOne() throws Exception {
    PinSet pins = chain(LEAF).replacing(OLD.pem()).withBackups(FIRST).valid().pins();

    assertThat(pins.primary().base64()).isEqualTo(sha256(LEAF.certificate().getEncoded()));
    assertThat(pins.fallback().orElseThrow().base64())
        .isEqualTo(sha256(OLD.certificate().getEncoded()));
    assertThat(pins.backups()).containsExactly(new CertificatePin(FIRST));
    assertThat(pins.all()).hasSize(3);
  }

  @Test
  void thereIsNoFallbackWithoutAPreviousCertificate() {
    assertThat(chain(LEAF).valid().pins().fallback()).isEmpty();
  }

  @Test
  void thePreviousCertificateMayBeAWholeChainAndExpired() throws Exception {
    HeldCertificate expired =
        CA.client("expired")
            .validity(ChainCase.NOW.minusSeconds(9_000), ChainCase.NOW.minusSeconds(8_000))
            .build();

    assertThat(
            chain(LEAF).replacing(expired.fullChainPem()).valid().pins().fallback().orElseThrow())
        .isEqualTo(CertificatePin.of(expired.certificate().getEncoded()));
  }

  @Test
  void threePinsAreStoredAndFourAreRefused() {
    assertThat(chain(LEAF).withBackups(FIRST, SECOND).codes()).isEmpty();
    assertThat(chain(LEAF).replacing(OLD.pem()).withBackups(FIRST).codes()).isEmpty();
    assertThat(chain(LEAF).withBackups(FIRST, SECOND, THIRD).codes())
        .containsExactly(PIN_COUNT_EXCEEDED);
    assertThat(chain(LEAF).replacing(OLD.pem()).withBackups(FIRST, SECOND).codes())
        .containsExactly(PIN_COUNT_EXCEEDED);
  }

  @Test
  void aPolicyMayAllowFewerPins() {
    assertThat(chain(LEAF).withBackups(FIRST).under(policy("maxPins: 2")).codes()).isEmpty();
    assertThat(chain(LEAF).withBackups(FIRST, SECOND).under(policy("maxPins: 2")).codes())
        .containsExactly(PIN_COUNT_EXCEEDED);
  }

  @Test
  void noTwoPinsAreEqual() throws Exception {
    String leafPin = sha256(LEAF.certificate().getEncoded());
    String oldPin = sha256(OLD.certificate().getEncoded());

    assertThat(chain(LEAF).replacing(LEAF.pem()).codes()).containsExactly(PIN_DUPLICATE);
    assertThat(chain(LEAF).withBackups(leafPin).codes()).containsExactly(PIN_DUPLICATE);
    assertThat(chain(LEAF).replacing(OLD.pem()).withBackups(oldPin).codes())
        .containsExactly(PIN_DUPLICATE);
    assertThat(chain(LEAF).withBackups(FIRST, FIRST).codes()).containsExactly(PIN_DUPLICATE);
  }

  @Test
  void saysWhichPinsAreEqual() {
    assertThat(chain(LEAF).replacing(LEAF.pem()).violations().getFirst().message())
        .isEqualTo("the fallback pin is the same as the primary pin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "________________________________________AAA="
      })
  void aPinHasOneSpelling(String text) {
    assertThat(CertificatePin.parse(text)).isEmpty();
    assertThat(chain(LEAF).withBackups(text).codes()).containsExactly(PIN_MALFORMED);
  }

  @Test
  void aPinPrintsInEveryForm() {
    CertificatePin pin = new CertificatePin(SECOND);

    assertThat(pin).hasToString(SECOND);
    assertThat(pin.prefixed()).isEqualTo("sha256/" + SECOND);
    assertThat(pin.hexadecimal()).isEqualTo("04" + "00".repeat(31));
  }

  @Test
  void pinsAreCheckedWhereTheChainIsRefusedToo() {
    assertThat(ChainCase.bundle(LEAF).replacing("nothing").withBackups("no", FIRST, SECOND).codes())
        .containsExactly(
            CERT_CHAIN_INCOMPLETE,
            PREVIOUS_CERTIFICATE_UNREADABLE,
            PIN_MALFORMED,
            PIN_COUNT_EXCEEDED);
  }

  @Test
  void pinsAreCheckedWhereThereIsNoLeaf() {
    assertThat(
            ChainCase.bundle(LEAF, OLD, CA.intermediate())
                .withBackups(FIRST, SECOND, THIRD)
                .codes())
        .containsExactly(LEAF_AMBIGUOUS, PIN_COUNT_EXCEEDED);
  }

  @Test
  void aPrivateKeyInThePreviousCertificateIsNamedAsOne() {
    assertThat(chain(LEAF).replacing(OLD.pem() + OLD.privateKeyPem()).codes())
        .containsExactly(PRIVATE_KEY_IN_BUNDLE);
  }

  @Test
  void severalPreviousLeavesAreRefused() {
    assertThat(chain(LEAF).replacing(OLD.pem() + CA.client("older").build().pem()).codes())
        .containsExactly(PREVIOUS_CERTIFICATE_UNREADABLE);
  }

  @Test
  void theMatrixHasBothPinsOfEveryCertificate() throws Exception {
    DigestMatrix matrix = chain(LEAF).valid().digestMatrix();

    assertThat(matrix.rows()).hasSize(2);
    for (int position = 0; position < 2; position++) {
      DigestMatrix.Row row = matrix.rows().get(position);
      java.security.cert.X509Certificate certificate = LEAF.chain().get(position);
      assertThat(row.position()).isEqualTo(position);
      assertThat(row.certificatePin().base64()).isEqualTo(sha256(certificate.getEncoded()));
      assertThat(row.spkiPin().base64()).isEqualTo(sha256(certificate.getPublicKey().getEncoded()));
      assertThat(row.serialNumber()).isEqualTo(certificate.getSerialNumber().toString(16));
      assertThat(row.notBefore()).isEqualTo(certificate.getNotBefore().toInstant());
      assertThat(row.notAfter()).isEqualTo(certificate.getNotAfter().toInstant());
    }
    assertThat(matrix.rows().getFirst().issuer()).isEqualTo(matrix.rows().getLast().subject());
  }

  private static String sha256(byte[] bytes) throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void aBackupPinIsOfNothingThatIsServed() throws Exception {
    HeldCertificate leaf = CA.client("leaf").build();
    HeldCertificate old = CA.client("old").build();
    ChainCase asked = chain(leaf).under(policy("backupPinRequired: true")).replacing(old.pem());
    String ofLeafKey = CertificatePin.of(leaf.keyPair().getPublic().getEncoded()).base64();
    String ofOldKey = CertificatePin.of(old.keyPair().getPublic().getEncoded()).base64();
    String ofIssuer = CertificatePin.of(CA.intermediate().certificate().getEncoded()).base64();
    String ofNothingServed =
        CertificatePin.of(CA.client("spare").build().certificate().getEncoded()).base64();

    for (String served : List.of(ofLeafKey, ofOldKey, ofIssuer)) {
      assertThat(asked.withBackups(served).codes()).containsExactly(BACKUP_PIN_MISSING);
    }
    assertThat(asked.withBackups(ofNothingServed).codes()).isEmpty();
  }

  @Test
  void aMalformedPinBacksNothingUp() {
    ChainCase asked = chain(CA.client("leaf").build()).under(policy("backupPinRequired: true"));

    assertThat(asked.withBackups("AAAA").codes())
        .containsExactly(PIN_MALFORMED, BACKUP_PIN_MISSING);
  }

  @Test
  void backupPinsMayBeLeftOutWhereThePolicyDoesNotAskForThem() {
    assertThat(chain(CA.client("leaf").build()).under(policy("backupPinRequired: false")).codes())
        .isEmpty();
  }
}
