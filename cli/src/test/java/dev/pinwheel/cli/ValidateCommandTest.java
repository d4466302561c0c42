package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final TestCa CA = TestCa.create(NOW, new SecureRandom());

  @TempDir private Path folder;
  private Path anchors;

  @BeforeEach
  void writeAnchors() throws IOException {
    anchors = write("anchors.pem", CA.root().pem());
  }

  @Test
  void drawsAValidChain() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());

    CommandRun run = validate(chain, "--purpose", "client");

    assertThat(run.status()).isEqualTo(ExitStatus.DONE);
    assertThat(run.out()).contains("CN=svc", TestCa.ARCHITECTURE_CA, "Pinwheel Test Root", "VALID");
    assertThat(run.out()).doesNotContain("✗");
  }

  @Test
  void refusesAnExpiredChainWithTheRuleAndWhatToDo() throws IOException {
    Path chain =
        write(
            "chain.pem",
            CA.client("svc")
                .validity(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
                .build()
                .chainPem());

    CommandRun run = validate(chain);

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out())
        .contains("✗ VALIDITY_EXPIRED", "rule     RFC 5280", "do       Renew", "REFUSED");
  }

  @Test
  void anIncompleteChainSaysWhatIsMissingAboveIt() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().pem());

    CommandRun run = validate(chain);

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.out().lines().toList())
        .startsWith(
            "?  CN=" + TestCa.ARCHITECTURE_CA + ",O=Pinwheel is missing",
            "└─ ✗ CN=svc  (from the bundle)");
  }

  @Test
  void linesFitIntoATerminalUnlessAWordDoesNot() throws IOException {
    String name = "a-name-of-more-than-eighty-characters".repeat(3);
    Path chain =
        write(
            "chain.pem",
            CA.client("x").subject("CN=" + name + ",O=Two words that are long").build().pem());

    CommandRun run = validate(chain, "--policy", "oauth_client", "--host", "other.example.com");

    assertThat(run.out()).contains(name);
    assertThat(run.out().lines())
        .allSatisfy(
            line ->
                assertThat(
                        line.length() <= 80
                            || line.strip().contains(name)
                            || line.strip().startsWith("- {"))
                    .as(line)
                    .isTrue());
  }

  @Test
  void theLineThatWouldAllowAnIssuerCanBePastedIntoThePolicy() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());
    String policy =
        "name: p\nversion: '1'\ntargetKind: OAUTH_CLIENT\nrequiredEku: []\nallowedIssuers:\n";
    Path file = write("policy.yaml", policy + "  - Another CA\n");

    CommandRun refused = validate(chain, "--policy", file.toString());
    String out = refused.out();
    String pasted = out.substring(out.indexOf("- {spkiPin"), out.indexOf('}') + 1);
    Files.writeString(file, policy + "  " + pasted + "\n");

    assertThat(out).contains("COMPLIANCE_TLS_CERT_MISMATCH");
    assertThat(validate(chain, "--policy", file.toString()).status()).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void aKeyIsJudgedAndNotPrinted() throws IOException {
    HeldCertificate leaf = CA.client("svc").build();
    Path chain = write("chain.pem", leaf.chainPem());
    Path key = write("leaf.key", leaf.privateKeyPem());
    Path other = write("other.key", CA.client("other").build().privateKeyPem());
    Path locked = write("locked.key", leaf.privateKeyPem().replace("PRIVATE", "ENCRYPTED PRIVATE"));

    assertThat(validate(chain, "--key", "file:" + key).status()).isEqualTo(ExitStatus.DONE);
    assertThat(validate(chain, "--key", "file:" + other).out()).contains("PRIVATE_KEY_MISMATCH");
    assertThat(validate(chain, "--key", "file:" + locked).out())
        .contains("PRIVATE_KEY_ENCRYPTED", "openssl pkey -in");
    String secret = leaf.privateKeyPem().lines().skip(1).findFirst().orElseThrow();
    assertThat(validate(chain, "--key", secret).out())
        .contains("PRIVATE_KEY_UNREADABLE")
        .doesNotContain(secret);
  }

  @Test
  void aPolicyThatCannotBeReadIsWrongUsageWithFileAndLine() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());
    Path policy = write("policy.yaml", "name: p\nversions: 1\n");

    CommandRun run = validate(chain, "--policy", policy.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains(policy + ":2: unknown key versions; did you mean version?");
  }

  @Test
  void aPolicyMayAskForABackupPin() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());
    Path policy =
        write(
            "policy.yaml",
            "name: p\nversion: '1'\ntargetKind: OAUTH_CLIENT\nrequiredEku: []\n"
                + "allowedIssuers: []\nbackupPinRequired: true\n");
    String pin = "A".repeat(43) + "=";

    CommandRun refused = validate(chain, "--policy", policy.toString());

    assertThat(refused.out()).contains("The request as a whole", "BACKUP_PIN_MISSING");
    assertThat(validate(chain, "--policy", policy.toString(), "--backup-pin", pin).status())
        .isEqualTo(ExitStatus.DONE);
  }

  @Test
  void printsTheVerdictAsJson() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());

    JsonNode verdict = Json.MAPPER.readTree(validate(chain, "--json").out());

    assertThat(verdict.path("valid").asBoolean()).isTrue();
    assertThat(verdict.path("path")).hasSize(3);
    assertThat(verdict.path("at").asText()).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(verdict.path("violations")).isEmpty();
  }

  @Test
  void hostThatTheLeafIsNotForIsAMismatch() throws IOException {
    Path chain = write("chain.pem", CA.server("api.example.com").build().chainPem());

    assertThat(validate(chain, "--purpose", "server", "--host", "api.example.com").status())
        .isEqualTo(ExitStatus.DONE);
    CommandRun other = validate(chain, "--purpose", "server", "--host", "www.example.com");
    assertThat(other.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(other.out()).contains("SAN_MISMATCH");
  }

  @Test
  void fileThatIsNotThereIsWrongUsage() {
    CommandRun run = validate(folder.resolve("nowhere.pem"));

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("there is no file", "nowhere.pem");
  }

  @Test
  void derIsToldHowToBecomePem() throws Exception {
    Path der = folder.resolve("leaf.der");
    Files.write(der, CA.client("svc").build().certificate().getEncoded());

    CommandRun run = validate(der);

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("openssl x509 -inform der");
  }

  @Test
  void anchorsThatAreNoCertificatesAreWrongUsage() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());
    Files.writeString(anchors, "no certificate here");

    CommandRun run = validate(chain);

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("anchors");
  }

  @Test
  void missingEvidenceIsWhatTheModeSays() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());

    assertThat(validate(chain, "--revocation", "off").status()).isEqualTo(ExitStatus.DONE);
    CommandRun soft = validate(chain, "--revocation", "soft");
    assertThat(soft.status()).isEqualTo(ExitStatus.DONE);
    assertThat(soft.out()).contains("it is not known whether certificate 0 is revoked");
    CommandRun hard = validate(chain, "--revocation", "hard");
    assertThat(hard.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(hard.out()).contains("✗ REVOCATION_UNKNOWN", "there is no CRL for it");
  }

  @Test
  void revocationModeThatIsNoneIsWrongUsage() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());

    CommandRun run = validate(chain, "--revocation", "maybe");

    assertThat(run.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(run.err()).contains("expected off, soft, hard");
  }

  @Test
  void evidenceThatCannotBeReadIsWrongUsage() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());
    String text = write("text", "nothing").toString();

    assertThat(validate(chain, "--crl", text).err()).contains("CRL: no CRL");
    assertThat(validate(chain, "--ocsp", text).err()).contains("OCSP response: no OCSP response");
    assertThat(validate(chain, "--ct-log-list", text).err()).contains("list of logs: not JSON");
    CommandRun missing = validate(chain, "--crl", folder.resolve("nowhere.crl").toString());
    assertThat(missing.status()).isEqualTo(ExitStatus.WRONG_USAGE);
    assertThat(missing.err()).contains("there is no file");
  }

  @Test
  void theDepthIsAskedForAndBounded() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());

    assertThat(validate(chain, "--depth", "1").status()).isEqualTo(ExitStatus.DONE);
    CommandRun deep = validate(chain, "--depth", "0");
    assertThat(deep.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(deep.out()).contains("✗ PATH_TOO_LONG");
  }

  @Test
  void theProfileIsAskedFor() throws IOException {
    Path chain = write("chain.pem", CA.server("10.0.0.1").build().chainPem());

    assertThat(validate(chain, "--purpose", "server").status()).isEqualTo(ExitStatus.DONE);
    CommandRun web = validate(chain, "--purpose", "server", "--profile", "webpki");
    assertThat(web.status()).isEqualTo(ExitStatus.REFUSED);
  }

  @Test
  void whatIsAskedForWronglyIsExplained() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());

    assertThat(wrongUsage(chain, "--profile", "web")).contains("expected rfc5280, webpki, smime");
    assertThat(wrongUsage(chain, "--depth", "-1")).contains("--depth: expected 0 or more");
    assertThat(wrongUsage(chain, "--depth", "deep")).contains("--depth", "deep");
    assertThat(wrongUsage(chain, "--require-policy", "any"))
        .contains("expected an object identifier such as 2.23.140.1.2.2, found any");
    assertThat(wrongUsage(chain, "--purpose", "mail")).contains("--purpose", "CLIENT", "SERVER");
    assertThat(wrongUsage(chain, "--host", "a b")).contains("host");
  }

  private String wrongUsage(Path chain, String option, String value) {
    CommandRun run = validate(chain, option, value);
    assertThat(run.status()).as(option).isEqualTo(ExitStatus.WRONG_USAGE);
    return run.err();
  }

  @Test
  void theJsonSaysWhatWasAskedFor() throws IOException {
    Path chain = write("chain.pem", CA.client("svc").build().chainPem());

    JsonNode usual = Json.MAPPER.readTree(validate(chain, "--json").out()).path("parameters");
    JsonNode asked =
        Json.MAPPER
            .readTree(
                validate(
                        chain,
                        "--json",
                        "--depth",
                        "1",
                        "--profile",
                        "webpki",
                        "--purpose",
                        "client",
                        "--require-policy",
                        "1.2.3",
                        "--inhibit-policy-mapping",
                        "--inhibit-any-policy")
                    .out())
            .path("parameters");

    assertThat(usual.toString())
        .isEqualTo(
            "{\"profile\":\"rfc5280\",\"purpose\":null,\"host\":null,\"depth\":null,"
                + "\"certificatePolicies\":[],\"explicitPolicy\":false,\"inhibitPolicyMapping\":false,"
                + "\"inhibitAnyPolicy\":false}");
    assertThat(asked.toString())
        .isEqualTo(
            "{\"profile\":\"webpki\",\"purpose\":\"client\",\"host\":null,\"depth\":1,"
                + "\"certificatePolicies\":[\"1.2.3\"],\"explicitPolicy\":true,\"inhibitPolicyMapping\":true,"
                + "\"inhibitAnyPolicy\":true}");
  }

  private CommandRun validate(Path chain, String... more) {
    String[] usual = {
      "validate",
      "--chain",
      chain.toString(),
      "--anchors",
      anchors.toString(),
      "--at",
      NOW.toString()
    };
    String[] all = java.util.Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return CommandRun.of(all);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
