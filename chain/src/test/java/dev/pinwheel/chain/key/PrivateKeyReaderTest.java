package dev.pinwheel.chain.key;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_TOO_WEAK;
import static dev.pinwheel.chain.finding.ViolationCode.PRIVATE_KEY_ENCRYPTED;
import static dev.pinwheel.chain.finding.ViolationCode.PRIVATE_KEY_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyReaderTest {

  private static final HeldCertificate RSA = CA.client("rsa").keyKind(KeyKind.RSA_2048).build();
  private static final HeldCertificate EC = CA.client("ec").build();
  private static final HeldCertificate ED25519 =
      CA.client("edwards").keyKind(KeyKind.ED25519).build();

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DSA_2048", "RSA_1024", "RSA_3072", "RSA_4096"})
  void pkcs8OfEveryKindMatchesItsOwnCertificateAlone(KeyKind kind) {
    HeldCertificate one = CA.client("one").keyKind(kind).build();
    HeldCertificate other = CA.client("other").keyKind(kind).build();

    PublicHalf half = half(one.privateKeyPem());

    assertThat(half.matches(one.certificate().getPublicKey())).isTrue();
    assertThat(half.matches(other.certificate().getPublicKey())).isFalse();
    assertThat(half.matches(RSA.certificate().getPublicKey())).isFalse();
    assertThat(half.matches(ED25519.certificate().getPublicKey())).isFalse();
  }

  @Test
  void readsPkcs1() throws IOException {
    assertThat(half(pkcs1()).matches(RSA.certificate().getPublicKey())).isTrue();
    assertThat(half(pkcs1()).text()).isEqualTo("RSA 2048");
  }

  @Test
  void readsSec1AfterItsParameters() throws IOException {
    String parameters = HeldCertificate.block("EC PARAMETERS", new byte[] {5, 0});

    assertThat(half(parameters + sec1()).matches(EC.certificate().getPublicKey())).isTrue();
    assertThat(half(sec1()).text()).isEqualTo("EC 256");
  }

  @Test
  void thePublicKeyThatLiesBesideIsNotBelieved() throws Exception {
    HeldCertificate other = CA.client("other").build();
    ECPrivateKey forged =
        new ECPrivateKey(
            256,
            ECPrivateKey.getInstance(info(EC).parsePrivateKey()).getKey(),
            org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(
                    other.certificate().getPublicKey().getEncoded())
                .getPublicKeyData(),
            curve());

    PublicHalf half = half(HeldCertificate.block("EC PRIVATE KEY", forged.getEncoded()));

    assertThat(half.matches(EC.certificate().getPublicKey())).isTrue();
    assertThat(half.matches(other.certificate().getPublicKey())).isFalse();
  }

  @Test
  void otherTextAndLineEndsDoNotMatter() {
    String pem = "subject=x\r\n" + EC.pem() + EC.privateKeyPem().replace("\n", "\r\n") + "tail";

    assertThat(half(pem).matches(EC.certificate().getPublicKey())).isTrue();
  }

  @Test
  void aCommentThatMentionsAKeyIsNone() {
    String pem =
        "# -----BEGIN PRIVATE KEY----- comes below\n-----BEGIN PRIVATE KEY----- is below\n"
            + EC.privateKeyPem();

    assertThat(half(pem).matches(EC.certificate().getPublicKey())).isTrue();
  }

  @Test
  void whatIsNoPemIsNamedWithWhatConvertsIt() throws IOException {
    byte[] utf16 = EC.privateKeyPem().getBytes(StandardCharsets.UTF_16);

    assertThat(PrivateKeyReader.read(utf16, "k").toString()).contains("UTF-16");
    assertThat(PrivateKeyReader.read(info(EC).getEncoded(), "k").toString())
        .contains("openssl pkey -inform der -in k -out k.pem");
  }

  @Test
  void aPassphraseIsToldWithTheCommandThatTakesItAway() {
    String pkcs8 = EC.privateKeyPem().replace("PRIVATE", "ENCRYPTED PRIVATE");

    assertThat(read(pkcs8, "/keys/a.pem"))
        .isEqualTo(
            new KeyReading.Encrypted("openssl pkey -in /keys/a.pem -out /keys/a.pem.decrypted"));
    assertThat(read(pkcs8, "it's; rm"))
        .isEqualTo(
            new KeyReading.Encrypted(
                "openssl pkey -in 'it'\\''s; rm' -out 'it'\\''s; rm.decrypted'"));
    Violation violation = chain(EC).withKey(pkcs8).violations().getFirst();
    assertThat(violation.code()).isEqualTo(PRIVATE_KEY_ENCRYPTED);
    assertThat(violation.remediation()).contains("openssl pkey -in leaf.key");
  }

  @Test
  void theOldFormOfEncryptionIsKnownToo() throws IOException {
    PEMEncryptor encryptor =
        new JcePEMEncryptorBuilder("AES-256-CBC")
            .setProvider(new BouncyCastleProvider())
            .build("passphrase".toCharArray());
    java.io.StringWriter text = new java.io.StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(RSA.privateKey(), encryptor);
    }

    assertThat(text.toString()).contains("Proc-Type: 4,ENCRYPTED");
    assertThat(read(text.toString(), "x")).isInstanceOf(KeyReading.Encrypted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA",
        "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMIT/////\n-----END PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
      })
  void whatIsNoKeyIsUnreadable(String text) {
    assertThat(read(text, "x")).isInstanceOf(KeyReading.Unreadable.class);
  }

  @Test
  void anotherAlgorithmIsNamed() {
    HeldCertificate dsa = CA.client("dsa").keyKind(KeyKind.DSA_2048).build();

    assertThat(read(dsa.privateKeyPem(), "x"))
        .isInstanceOfSatisfying(
            KeyReading.Unreadable.class,
            reading -> assertThat(reading.reason()).contains("1.2.840.10040.4.1"));
  }

  @Test
  void aKeyThatIsCutOffAnywhereIsUnreadable() throws IOException {
    for (HeldCertificate holder : List.of(RSA, EC, ED25519)) {
      byte[] der = info(holder).getEncoded();
      for (int length = 0; length < der.length - 300; length += 7) {
        String pem = HeldCertificate.block("PRIVATE KEY", Arrays.copyOf(der, length));
        assertThat(read(pem, "x")).isInstanceOf(KeyReading.Unreadable.class);
      }
    }
  }

  @Test
  void bytesThatWereChangedNeverEndInAnException() throws IOException {
    java.util.Random random = new java.util.Random(4);
    for (String pem : List.of(RSA.privateKeyPem(), EC.privateKeyPem(), pkcs1(), sec1())) {
      for (int round = 0; round < 300; round++) {
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        for (int change = 0; change < 3; change++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        assertThat(PrivateKeyReader.read(bytes, "x")).isNotNull();
      }
    }
  }

  @Test
  void nothingOfTheKeyIsInWhatIsSaid() {
    String secret = EC.privateKeyPem().lines().skip(1).findFirst().orElseThrow();

    assertThat(read(EC.privateKeyPem(), "x").toString()).doesNotContain(secret);
    assertThat(chain(RSA).withKey(EC.privateKeyPem()).violations().toString())
        .doesNotContain(secret);
    assertThat(read(EC.privateKeyPem().replaceFirst("M", "!"), "x").toString())
        .doesNotContain(secret.substring(1));
  }

  @Test
  void theArrayThatIsGivenIsItsOwners() {
    byte[] pem = EC.privateKeyPem().getBytes(StandardCharsets.US_ASCII);
    byte[] before = pem.clone();

    assertThat(PrivateKeyReader.read(pem, "x")).isInstanceOf(KeyReading.Read.class);
    assertThat(pem).isEqualTo(before);
  }

  @Test
  void aWeakKeyOfSomethingElseIsToldAsBoth() {
    HeldCertificate weak = CA.client("weak").keyKind(KeyKind.RSA_2047).build();
    HeldCertificate strong = CA.client("strong").keyKind(KeyKind.RSA_2048).build();

    assertThat(chain(EC).withKey(weak.privateKeyPem()).codes())
        .containsExactlyInAnyOrder(PRIVATE_KEY_MISMATCH, KEY_TOO_WEAK);
    assertThat(chain(EC).withKey(strong.privateKeyPem()).codes())
        .containsExactly(PRIVATE_KEY_MISMATCH);
    assertThat(chain(weak).withKey(weak.privateKeyPem()).codes()).containsExactly(KEY_TOO_WEAK);
  }

  private static PublicHalf half(String pem) {
    KeyReading reading = read(pem, "x");
    assertThat(reading).isInstanceOf(KeyReading.Read.class);
    return ((KeyReading.Read) reading).publicHalf();
  }

  private static KeyReading read(String pem, String name) {
    return PrivateKeyReader.read(pem.getBytes(StandardCharsets.UTF_8), name);
  }

  private static PrivateKeyInfo info(HeldCertificate holder) {
    return PrivateKeyInfo.getInstance(holder.privateKey().getEncoded());
  }

  private static String pkcs1() throws IOException {
    return HeldCertificate.block(
        "RSA PRIVATE KEY", info(RSA).parsePrivateKey().toASN1Primitive().getEncoded());
  }

  private static String sec1() throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(info(EC).parsePrivateKey());
    return HeldCertificate.block(
        "EC PRIVATE KEY", new ECPrivateKey(256, key.getKey(), curve()).getEncoded());
  }

  private static ASN1Encodable curve() {
    return ASN1ObjectIdentifier.getInstance(info(EC).getPrivateKeyAlgorithm().getParameters());
  }
}
