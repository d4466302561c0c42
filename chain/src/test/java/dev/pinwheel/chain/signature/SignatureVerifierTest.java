package dev.pinwheel.chain.signature;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.parsed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureVerifierTest {

  private final SignatureVerifier jdk = new SignatureVerifier(SignatureProvider.jdk("test"));
  private final SignatureVerifier fastest = new SignatureVerifier(SignatureProvider.fastest());

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

  @Test
  void whatWasVerifiedOfACaIsRememberedForItsKeyAlone() {
    HeldCertificate lookAlike = CA.authority("CN=Pinwheel Test Root,O=Pinwheel").build();
    ParsedCertificate intermediate = read(CA.intermediate());

    assertThat(fastest.remembers(intermediate, read(CA.root()))).isFalse();
    assertThat(fastest.verifies(intermediate, read(CA.root()))).isTrue();
    assertThat(fastest.remembers(intermediate, read(CA.root()))).isTrue();
    assertThat(fastest.remembers(intermediate, read(lookAlike))).isFalse();
    assertThat(fastest.verifies(intermediate, read(lookAlike))).isFalse();
  }

  @Test
  void leavesAndWrongSignaturesAreNotRemembered() {
    ParsedCertificate leaf = read(CA.client("x").build());
    HeldCertificate lookAlike = CA.authority("CN=Pinwheel Test Root,O=Pinwheel").build();

    assertThat(fastest.verifies(leaf, read(CA.intermediate()))).isTrue();
    assertThat(fastest.remembers(leaf, read(CA.intermediate()))).isFalse();
    assertThat(fastest.verifies(read(CA.intermediate()), read(lookAlike))).isFalse();
    assertThat(fastest.remembers(read(CA.intermediate()), read(lookAlike))).isFalse();
  }

  @Test
  void theOldestProofsAreForgotten() {
    VerifiedSignatures proofs = new VerifiedSignatures();
    for (int number = 0; number <= VerifiedSignatures.MOST; number++) {
      proofs.add(new VerifiedSignatures.Proof("certificate " + number, "key"));
    }

    assertThat(proofs.size()).isEqualTo(VerifiedSignatures.MOST);
    assertThat(proofs.contains(new VerifiedSignatures.Proof("certificate 0", "key"))).isFalse();
    assertThat(proofs.contains(new VerifiedSignatures.Proof("certificate 1", "key"))).isTrue();
  }

  private static ParsedCertificate read(HeldCertificate certificate) {
    return parsed(certificate).getFirst();
  }
}
