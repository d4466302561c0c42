package dev.pinwheel.chain.signature;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureVerifierTest {

  private static final AlgorithmIdentifier OF_NOBODY =
      new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4"));

  private final SignatureVerifier jdk = new SignatureVerifier(SignatureProvider.jdk("test"));
  private final SignatureVerifier fastest = new SignatureVerifier(SignatureProvider.fastest());

  /** One whose provider knows no algorithm at all, as one may lack a curve. */
  private final SignatureVerifier needy =
      new SignatureVerifier(
          new SignatureProvider("needy", Optional.of(new Provider("needy", "1", "") {}), "test"));

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "EC_P521", "RSA_2048", "ED25519"})
  void everyProviderHasTheSameAnswer(KeyKind kind) {
    HeldCertificate issuer = CA.authority("CN=Issuer").keyKind(kind).build();
    HeldCertificate stranger = CA.authority("CN=Issuer").keyKind(kind).build();
    ParsedCertificate leaf = read(CA.clientOf(issuer, "x").build());

    for (SignatureVerifier verifier : new SignatureVerifier[] {jdk, fastest}) {
      assertThat(verifier.verifies(leaf, read(issuer))).as("%s", verifier.provider()).isTrue();
      assertThat(verifier.verifies(leaf, read(stranger))).as("%s", verifier.provider()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EC_P256", "EC_P384", "EC_P521", "RSA_2048", "ED25519"})
  void everyProviderHasTheSameAnswerAboutEvidence(KeyKind kind) {
    HeldCertificate issuer = CA.authority("CN=Issuer").keyKind(kind).build();
    PublicKey key = issuer.certificate().getPublicKey();
    PublicKey stranger =
        CA.authority("CN=Issuer").keyKind(kind).build().certificate().getPublicKey();
    Certificate signed = read(CA.clientOf(issuer, "x").build()).structure();
    AlgorithmIdentifier algorithm = signed.getSignatureAlgorithm();
    byte[] content = encoded(signed.getTBSCertificate());
    byte[] changed = content.clone();
    changed[content.length - 1] ^= 1;
    byte[] signature = signed.getSignature().getOctets();

    for (SignatureVerifier verifier : new SignatureVerifier[] {jdk, fastest, needy}) {
      assertThat(verifier.verifies(key, algorithm, content, signature))
          .as("%s", verifier.provider())
          .isTrue();
      assertThat(verifier.verifies(key, algorithm, changed, signature)).isFalse();
      assertThat(verifier.verifies(key, algorithm, content, new byte[] {1})).isFalse();
      assertThat(verifier.verifies(stranger, algorithm, content, signature)).isFalse();
      assertThat(verifier.verifies(key, OF_NOBODY, content, signature)).isFalse();
    }
  }

  @Test
  void whatWasVerifiedOfACaIsRememberedForItsKeyAlone() {
    HeldCertificate lookAlike = CA.authority("CN=Pinwheel Test Root,O=Pinwheel").build();
    ParsedCertificate intermediate = read(CA.intermediate());

    assertThat(fastest.remembered(intermediate, read(CA.root()))).isEmpty();
    assertThat(fastest.verifies(intermediate, read(CA.root()))).isTrue();
    assertThat(fastest.remembered(intermediate, read(CA.root()))).isPresent();
    assertThat(fastest.remembered(intermediate, read(lookAlike))).isEmpty();
    assertThat(fastest.verifies(intermediate, read(lookAlike))).isFalse();
  }

  @Test
  void leavesAndWrongSignaturesAreNotRemembered() {
    ParsedCertificate leaf = read(CA.client("x").build());
    HeldCertificate lookAlike = CA.authority("CN=Pinwheel Test Root,O=Pinwheel").build();

    assertThat(fastest.verifies(leaf, read(CA.intermediate()))).isTrue();
    assertThat(fastest.remembered(leaf, read(CA.intermediate()))).isEmpty();
    assertThat(fastest.verifies(read(CA.intermediate()), read(lookAlike))).isFalse();
    assertThat(fastest.remembered(read(CA.intermediate()), read(lookAlike))).isEmpty();
  }

  @Test
  void theOldestProofsAreForgotten() {
    VerifiedSignatures proofs = new VerifiedSignatures();
    for (int number = 0; number <= VerifiedSignatures.MOST; number++) {
      proofs.add(new VerifiedSignatures.Proof("certificate " + number, "key"), "JDK");
    }

    assertThat(proofs.size()).isEqualTo(VerifiedSignatures.MOST);
    assertThat(proofs.providerOf(new VerifiedSignatures.Proof("certificate 0", "key"))).isEmpty();
    assertThat(proofs.providerOf(new VerifiedSignatures.Proof("certificate 1", "key"))).isPresent();
  }

  private static ParsedCertificate read(HeldCertificate certificate) {
    return parsed(certificate).getFirst();
  }

  private static byte[] encoded(ASN1Object object) {
    try {
      return object.getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
