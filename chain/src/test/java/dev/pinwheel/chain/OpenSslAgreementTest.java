package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.chain.revocation.EvidenceSet;
import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.revocation.TestCrl;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the {@code openssl} program has an opinion on a chain, ours is the same. */
class OpenSslAgreementTest {

  private static final Map<String, Supplier<HeldCertificate>> LEAVES =
      Map.ofEntries(
          Map.entry("good", () -> CA.client("x").build()),
          Map.entry("good RSA", () -> CA.client("x").keyKind(KeyKind.RSA_2048).build()),
          Map.entry(
              "expired",
              () ->
                  CA.client("x")
                      .validity(NOW.minus(Duration.ofDays(2)), NOW.minusSeconds(1))
                      .build()),
          Map.entry(
              "not yet valid",
              () ->
                  CA.client("x")
                      .validity(NOW.plusSeconds(1), NOW.plus(Duration.ofDays(2)))
                      .build()),
          Map.entry("forged", () -> CA.client("x").signedWithKeyOf(CA.root()).build()),
          Map.entry(
              "for servers",
              () -> CA.client("x").extendedKeyUsage(KeyPurposeId.id_kp_serverAuth).build()),
          Map.entry("below no CA", () -> below(CA.authority("CN=C").authorityFlag(false))),
          Map.entry(
              "below a too short path",
              () ->
                  CA.clientOf(
                          CA.authority("CN=L")
                              .issuedBy(
                                  CA.authority("CN=U").issuedBy(CA.root()).authority(0).build())
                              .build(),
                          "x")
                      .build()),
          Map.entry("outside name constraints", () -> below(constrained("other.test"))),
          Map.entry("inside name constraints", () -> below(constrained("example.com"))),
          Map.entry(
              "strange critical extension",
              () ->
                  CA.client("x")
                      .extension("1.3.6.1.4.1.99999.1", true, new ASN1Integer(1))
                      .build()));

  @TempDir private Path folder;

  @BeforeAll
  static void needsTheProgram() {
    boolean installed;
    try {
      installed = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      installed = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      installed = false;
    }
    assumeTrue(installed, "the openssl program is not installed");
  }

  @Test
  void everyCaseIsNamedBelow() throws NoSuchMethodException {
    ValueSource named =
        OpenSslAgreementTest.class
            .getDeclaredMethod("agrees", String.class)
            .getAnnotation(ValueSource.class);

    assertThat(named.strings()).containsExactlyInAnyOrderElementsOf(LEAVES.keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "good",
        "good RSA",
        "expired",
        "not yet valid",
        "forged",
        "for servers",
        "below no CA",
        "below a too short path",
        "outside name constraints",
        "inside name constraints",
        "strange critical extension"
      })
  void agrees(String name) throws Exception {
    HeldCertificate leaf = LEAVES.get(name).get();

    boolean ours = ChainCase.chain(leaf).anyIssuer().codes().isEmpty();

    assertThat(openssl(leaf)).as(name).isEqualTo(ours);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"good", "revoked", "issuer revoked", "missing", "expired", "forged", "of users"})
  void agreesAboutCrls(String name) throws Exception {
    HeldCertificate leaf = CA.client("x").build();
    HeldCertificate issuer = CA.intermediate();
    TestCrl list = TestCrl.of(issuer);
    switch (name) {
      case "good", "issuer revoked" -> {}
      case "revoked" -> list.revoking(leaf);
      case "missing" -> list = TestCrl.of(CA.authority("CN=Other").build());
      case "expired" -> list.validity(NOW.minusSeconds(9), NOW.minusSeconds(1));
      case "forged" -> list.signedWithKeyOf(CA.root());
      case "of users" -> list.forUsersOnly();
      default -> throw new IllegalArgumentException(name);
    }
    TestCrl upper = TestCrl.of(CA.root());
    if (name.equals("issuer revoked")) {
      upper.revoking(issuer);
    }
    Path crls = Files.writeString(folder.resolve("crls.pem"), list.pem() + upper.pem());

    boolean ours =
        ChainCase.chain(leaf)
            .knowing(
                RevocationMode.HARD_FAIL,
                new EvidenceSet(List.of(list.read(), upper.read()), List.of()))
            .codes()
            .isEmpty();

    assertThat(openssl(leaf, "-crl_check_all", "-extended_crl", "-CRLfile", crls.toString()))
        .as(name)
        .isEqualTo(ours);
    assertThat(ours).isEqualTo(name.equals("good") || name.equals("of users"));
  }

  private boolean openssl(HeldCertificate leaf, String... more) throws Exception {
    Path root = Files.writeString(folder.resolve("root.pem"), CA.root().pem());
    Path chain = Files.writeString(folder.resolve("chain.pem"), leaf.chainPem());
    Path end = Files.writeString(folder.resolve("leaf.pem"), leaf.pem());
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "verify",
                "-no-CApath",
                "-x509_strict",
                "-purpose",
                "sslclient",
                "-attime",
                Long.toString(NOW.getEpochSecond()),
                "-CAfile",
                root.toString(),
                "-untrusted",
                chain.toString()));
    command.addAll(List.of(more));
    command.add(end.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0;
  }

  private static HeldCertificate below(dev.pinwheel.testing.pki.CertificateBuilder authority) {
    return CA.clientOf(authority.issuedBy(CA.root()).build(), "x").build();
  }

  private static dev.pinwheel.testing.pki.CertificateBuilder constrained(String domain) {
    GeneralSubtree[] permitted = {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))};
    return CA.authority("CN=C")
        .extension(Extension.nameConstraints.getId(), true, new NameConstraints(permitted, null));
  }
}
