package dev.pinwheel.chain.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.ChainCase;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ML-DSA keys in the three forms of RFC 9881 section 6. */
class LatticeKeyTest {

  @ParameterizedTest
  @ValueSource(strings = {"ML-DSA-44", "ML-DSA-65", "ML-DSA-87"})
  void everyFormMatchesItsOwnPublicKeyAlone(String set) throws Exception {
    KeyPair one = pair(set);
    KeyPair other = pair(set);
    ASN1Encodable seed = octets(key(one).getSeed());
    ASN1Encodable expanded = octets(key(one).getPrivateData());
    for (String pem :
        new String[] {
          HeldCertificate.block("PRIVATE KEY", one.getPrivate().getEncoded()),
          pem(one, new DERTaggedObject(false, 0, seed)),
          pem(one, expanded),
          pem(one, new DERSequence(new ASN1Encodable[] {seed, expanded}))
        }) {
      PublicHalf half = ((KeyReading.Read) read(pem)).publicHalf();

      assertThat(half.matches(one.getPublic())).isTrue();
      assertThat(half.matches(other.getPublic())).isFalse();
      assertThat(half.matches(ChainCase.CA.root().certificate().getPublicKey())).isFalse();
      assertThat(half.text()).isEqualTo(set);
    }
  }

  @Test
  void aSeedBesideAnotherKeyIsNoKey() throws Exception {
    KeyPair one = pair("ML-DSA-44");
    ASN1Encodable seed = octets(key(one).getSeed());
    ASN1Encodable expanded = octets(key(pair("ML-DSA-44")).getPrivateData());

    assertThat(read(pem(one, new DERSequence(new ASN1Encodable[] {seed, expanded}))))
        .isInstanceOfSatisfying(
            KeyReading.Unreadable.class,
            reading -> assertThat(reading.reason()).contains("not of one key"));
  }

  @Test
  void aPartOfAnotherSizeIsNoKey() throws Exception {
    KeyPair one = pair("ML-DSA-65");

    assertThat(read(pem(one, octets(new byte[31])))).isInstanceOf(KeyReading.Unreadable.class);
    assertThat(read(pem(one, new DERTaggedObject(false, 0, octets(new byte[33])))))
        .isInstanceOfSatisfying(
            KeyReading.Unreadable.class,
            reading -> assertThat(reading.reason()).contains("ML-DSA-65 key has 32 bytes"));
  }

  @Test
  void bytesOfTheRightSizeNeverEndInAnException() throws Exception {
    KeyPair one = pair("ML-DSA-44");
    Random random = new Random(9);
    for (int round = 0; round < 20; round++) {
      byte[] expanded = new byte[2560];
      random.nextBytes(expanded);
      assertThat(read(pem(one, octets(expanded)))).isNotNull();
    }
  }

  private static KeyPair pair(String set) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(set, new BouncyCastleProvider()).generateKeyPair();
  }

  private static MLDSAPrivateKey key(KeyPair pair) {
    return (MLDSAPrivateKey) pair.getPrivate();
  }

  private static ASN1Encodable octets(byte[] bytes) {
    return new DEROctetString(bytes);
  }

  /** PKCS #8 with this form inside. */
  private static String pem(KeyPair pair, ASN1Encodable form) throws IOException {
    return HeldCertificate.block(
        "PRIVATE KEY",
        new PrivateKeyInfo(
                PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded()).getPrivateKeyAlgorithm(),
                form)
            .getEncoded());
  }

  private static KeyReading read(String pem) {
    return PrivateKeyReader.read(pem.getBytes(StandardCharsets.US_ASCII), "x");
  }
}
