package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.chain;
import static dev.pinwheel.chain.ChainCase.policy;
import static dev.pinwheel.chain.finding.ViolationCode.EKU_MISSING;
import static dev.pinwheel.chain.finding.ViolationCode.EXTENSION_INVALID;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_NOT_ALLOWED;
import static dev.pinwheel.chain.finding.ViolationCode.KEY_USAGE_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class MailRuleTest {

  private static final KeyPurposeId MAIL = KeyPurposeId.id_kp_emailProtection;

  @Test
  void acceptsACertificateForAMailbox() {
    assertThat(codes(mail().build(), "user@EXAMPLE.com")).isEmpty();
    assertThat(codes(mail().build(), "User@example.com")).containsExactly(SAN_MISMATCH);
  }

  @Test
  void wantsAMailboxAmongTheNames() {
    CertificateBuilder host = mail().withoutAlternativeNames().dnsName("example.com");

    assertThat(codes(host.build(), "user@example.com"))
        .containsExactlyInAnyOrder(SAN_MISSING, SAN_MISMATCH);
  }

  @Test
  void wantsMailAndNoUsageOfOtherCertificates() {
    assertThat(codes(mail().extendedKeyUsage(MAIL, KeyPurposeId.id_kp_clientAuth).build()))
        .isEmpty();
    assertThat(codes(mail().extendedKeyUsage(MAIL, KeyPurposeId.id_kp_serverAuth).build()))
        .containsExactly(EXTENSION_INVALID);
    assertThat(codes(mail().extendedKeyUsage().build())).containsExactly(EKU_MISSING);
  }

  @Test
  void wantsAKeyUsage() {
    assertThat(codes(mail().keyUsage(KeyUsage.keyEncipherment).build())).isEmpty();
    assertThat(codes(mail().keyUsage(0).build())).containsExactly(KEY_USAGE_MISMATCH);
  }

  @Test
  void wantsAModulusOfWholeOctets() {
    assertThat(codes(mail().keyKind(KeyKind.RSA_2048).build())).isEmpty();
    assertThat(codes(mail().keyKind(KeyKind.RSA_2052).build())).containsExactly(KEY_NOT_ALLOWED);
  }

  @Test
  void wantsCasThatSignCertificatesAndCrls() {
    HeldCertificate authority =
        CA.authority("CN=A").keyUsage(KeyUsage.keyCertSign).issuedBy(CA.root()).build();

    assertThat(codes(mail().issuedBy(authority).build())).containsExactly(KEY_USAGE_MISMATCH);
  }

  private static CertificateBuilder mail() {
    return CA.client("x")
        .withoutAlternativeNames()
        .alternativeName(new GeneralName(GeneralName.rfc822Name, "user@example.com"))
        .extendedKeyUsage(MAIL);
  }

  private static List<ViolationCode> codes(HeldCertificate leaf) {
    return codes(leaf, "user@example.com");
  }

  private static List<ViolationCode> codes(HeldCertificate leaf, String mailbox) {
    return chain(leaf)
        .under(policy("requiredEku: []"))
        .with(
            parameters ->
                parameters
                    .under(Profile.SMIME)
                    .forUsage(MAIL)
                    .forPeer(Optional.of(new PeerName.Mailbox(mailbox))))
        .codes();
  }
}
