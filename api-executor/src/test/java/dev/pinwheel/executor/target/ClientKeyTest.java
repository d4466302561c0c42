package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key file is read as every other PEM file is, and used only where it is the leaf's. */
class ClientKeyTest {

  private static final TestCa CA =
      TestCa.create(Instant.parse("2026-11-20T12:00:00Z"), new SecureRandom());
  private static final HeldCertificate EC = CA.client("ec").build();
  private static final HeldCertificate RSA = CA.client("rsa").keyKind(KeyKind.RSA_2048).build();

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "EC_P256", "EC_P384", "ED25519"})
  void pkcs8OfTheLeafIsUsable(KeyKind kind) throws Exception {
    HeldCertificate leaf = CA.client("leaf").keyKind(kind).build();

    assertThat(read(leaf, leaf.privateKeyPem())).isInstanceOf(ClientKey.Usable.class);
  }

  @Test
  void olderFormsAndTextAroundThemAreUsable() throws Exception {
    String sentence = "what -----BEGIN PRIVATE KEY----- means is told in RFC 7468\n";

    assertThat(read(RSA, sentence + pkcs1())).isInstanceOf(ClientKey.Usable.class);
    assertThat(read(EC, sec1())).isInstanceOf(ClientKey.Usable.class);
  }

  @Test
  void anotherKeyIsNamedAsSuch() throws Exception {
    assertThat(read(EC, CA.client("other").build().privateKeyPem()))
        .isEqualTo(unusable("it is not the key of the new leaf"));
    assertThat(read(EC, RSA.privateKeyPem()))
        .isEqualTo(unusable("it is not the key of the new leaf"));
  }

  @Test
  void whatIsNoPlainKeySaysWhatItIs() throws Exception {
    assertThat(read(EC, EC.pem()))
        .isEqualTo(unusable("there is no PEM block with a private key in it"));
    assertThat(read(EC, EC.privateKeyPem() + RSA.privateKeyPem()))
        .isEqualTo(unusable("there are several private keys in it"));
    assertThat(read(EC, HeldCertificate.block("ENCRYPTED PRIVATE KEY", new byte[] {1, 2})))
        .isInstanceOfSatisfying(
            ClientKey.Unusable.class,
            it -> assertThat(it.failure().code()).isEqualTo(FailureCode.PRIVATE_KEY_ENCRYPTED));
  }

  private static ClientKey read(HeldCertificate leaf, String pem) throws Exception {
    return ClientKey.read(new Secret(pem), CertificateChain.parse(leaf.pem()));
  }

  private static ClientKey unusable(String why) {
    return new ClientKey.Unusable(
        dev.pinwheel.executor.rotation.Failure.of(FailureCode.PRIVATE_KEY_UNUSABLE, why));
  }

  private static String pkcs1() throws IOException {
    return HeldCertificate.block(
        "RSA PRIVATE KEY", info(RSA).parsePrivateKey().toASN1Primitive().getEncoded());
  }

  private static String sec1() throws IOException {
    PrivateKeyInfo info = info(EC);
    ECPrivateKey key = ECPrivateKey.getInstance(info.parsePrivateKey());
    return HeldCertificate.block(
        "EC PRIVATE KEY",
        new ECPrivateKey(
                256,
                key.getKey(),
                ASN1ObjectIdentifier.getInstance(info.getPrivateKeyAlgorithm().getParameters()))
            .getEncoded());
  }

  private static PrivateKeyInfo info(HeldCertificate holder) {
    return PrivateKeyInfo.getInstance(holder.privateKey().getEncoded());
  }
}
