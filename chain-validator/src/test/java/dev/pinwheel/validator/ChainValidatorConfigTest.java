package dev.pinwheel.validator;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.chain.key.KeyReading;
import dev.pinwheel.chain.policy.RootInBundle;
import dev.pinwheel.chain.revocation.TestCrl;
import dev.pinwheel.chain.transparency.TestLog;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.validator.fetch.AllowedHosts;
import dev.pinwheel.validator.fetch.FetchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainValidatorConfigTest {

  private static final String OTHER_POLICY =
      "name: strict\nversion: '2'\ntargetKind: OAUTH_CLIENT\nallowedIssuers: [X]\nrequiredEku: []\n"
          + "rootInBundle: forbidden\n";

  @TempDir private Path folder;
  private Path anchors;

  @BeforeEach
  void writeAnchors() throws IOException {
    anchors = Files.writeString(folder.resolve("root.pem"), CA.root().pem());
  }

  @Test
  void anchorsAreAllThatMustBeSet() throws InvalidSettingsException {
    ChainValidatorConfig config = config(Map.of());

    assertThat(config.anchors().anchors().size()).isEqualTo(1);
    assertThat(config.intermediates().at(NOW).intermediates().size()).isZero();
    assertThat(config.kinds())
        .containsExactlyInAnyOrder(
            TargetKind.OAUTH_CLIENT,
            TargetKind.BYOC_TRUNK,
            TargetKind.EDGE_TRUNK,
            TargetKind.DATA_ACTION_ENDPOINT);
    assertThat(config.policies().forTarget(TargetKind.OAUTH_CLIENT, "eu-west-2", "x").name())
        .isEqualTo("oauth-client");
  }

  @Test
  void readsEveryCertificateFileOfAFolder() throws Exception {
    Files.writeString(folder.resolve("a.crt"), CA.intermediate().pem() + CA.root().pem());
    Files.writeString(folder.resolve("b.CER"), CA.client("x").build().pem());
    Files.writeString(folder.resolve("notes.txt"), "not read");

    assertThat(PemFiles.load(folder).size()).isEqualTo(3);
  }

  @Test
  void readsIntermediates() throws Exception {
    Path store = Files.writeString(folder.resolve("store.pem"), CA.intermediate().pem());

    assertThat(
            config(Map.of("intermediates", store.toString()))
                .intermediates()
                .at(NOW)
                .intermediates()
                .size())
        .isEqualTo(1);
  }

  @Test
  void refusesAnchorsThatAreNotThere() {
    assertThat(faults(Map.of("anchors", folder.resolve("missing.pem").toString())))
        .singleElement()
        .asString()
        .contains("anchors")
        .contains("there is no file or folder");
  }

  @Test
  void refusesAFolderWithoutCertificates() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(faults(Map.of("anchors", empty.toString())))
        .singleElement()
        .asString()
        .contains("there is no certificate in");
  }

  @Test
  void refusesAnchorsThatAreNoCertificates() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.pem"), "nothing");

    assertThat(faults(Map.of("anchors", file.toString())))
        .singleElement()
        .asString()
        .contains("bad.pem")
        .contains("no CERTIFICATE block");
  }

  @Test
  void refusesAPrivateKeyAmongTheAnchors() throws IOException {
    Path file =
        Files.writeString(folder.resolve("key.pem"), CA.root().pem() + CA.root().privateKeyPem());

    assertThat(faults(Map.of("anchors", file.toString())))
        .singleElement()
        .asString()
        .contains("private key")
        .doesNotContain(CA.root().privateKeyPem().lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void anOperatorsPolicyTakesThePlaceOfTheShippedOne() throws Exception {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("oauth.yaml"), OTHER_POLICY);

    assertThat(
            config(Map.of("policies", policies.toString()))
                .policies()
                .forTarget(TargetKind.OAUTH_CLIENT, "eu-west-2", "x")
                .rootInBundle())
        .isEqualTo(RootInBundle.FORBIDDEN);
  }

  @Test
  void anOperatorsPolicyLeavesTheOtherKindsAlone() throws Exception {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(
        policies.resolve("trunk.yaml"), OTHER_POLICY.replace("OAUTH_CLIENT", "BYOC_TRUNK"));

    ChainValidatorConfig config =
        config(Map.of("policies", policies.toString(), "target.kinds", "OAUTH_CLIENT, BYOC_TRUNK"));

    assertThat(config.kinds())
        .containsExactlyInAnyOrder(TargetKind.OAUTH_CLIENT, TargetKind.BYOC_TRUNK);
    assertThat(config.policies().forTarget(TargetKind.BYOC_TRUNK, "eu-west-2", "x").name())
        .isEqualTo("strict");
    assertThat(config.policies().forTarget(TargetKind.OAUTH_CLIENT, "eu-west-2", "x").name())
        .isEqualTo("oauth-client");
  }

  @Test
  void refusesTwoPoliciesOfOneKind() throws IOException {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("a.yaml"), OTHER_POLICY);
    Files.writeString(policies.resolve("b.yaml"), OTHER_POLICY);

    assertThat(faults(Map.of("policies", policies.toString())))
        .singleElement()
        .asString()
        .contains("a.yaml and b.yaml are both for OAUTH_CLIENT");
  }

  @Test
  void refusesAPolicyThatCannotBeRead() throws IOException {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    Files.writeString(policies.resolve("a.yaml"), OTHER_POLICY + "maxPin: 3\n");

    assertThat(faults(Map.of("policies", policies.toString())))
        .singleElement()
        .asString()
        .contains("a.yaml:7: unknown key maxPin; did you mean maxPins?");
  }

  @Test
  void nothingIsFetchedUnlessAnOperatorSaysSo() throws Exception {
    FetchSettings fetching = config(Map.of()).fetching();

    assertThat(fetching.issuerHosts()).isEqualTo(AllowedHosts.NONE);
    assertThat(fetching.crlAddresses()).isEmpty();
    assertThat(fetching.responders()).isEmpty();
    assertThat(fetching.timeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void readsWhereToFetchFrom() throws Exception {
    FetchSettings fetching =
        config(
                Map.of(
                    "aia.hosts", "pki.example:8080",
                    "crl.addresses", "http://pki.example/a.crl, https://pki.example/b.crl",
                    "ocsp.responders", "http://ocsp.example/",
                    "fetch.timeout", "500ms"))
            .fetching();

    assertThat(fetching.issuerHosts()).isEqualTo(AllowedHosts.parse("pki.example:8080"));
    assertThat(fetching.crlAddresses())
        .extracting(Object::toString)
        .containsExactly("http://pki.example/a.crl", "https://pki.example/b.crl");
    assertThat(fetching.responders())
        .extracting(Object::toString)
        .containsExactly("http://ocsp.example/");
    assertThat(fetching.timeout()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void refusesAddressesThatAreNone() {
    assertThat(faults(Map.of("crl.addresses", "ldap://pki.example", "ocsp.responders", "x")))
        .hasSize(2);
    assertThat(faults(Map.of("aia.hosts", "http://pki.example/")))
        .singleElement()
        .asString()
        .contains("expected host or host:port");
    assertThat(faults(Map.of("crl.addresses", "http://a/,".repeat(16) + "http://a/")))
        .singleElement()
        .asString()
        .contains("at most 16");
  }

  @Test
  void readsCrlFilesAndTheListOfLogsAgainWhenTheyChange() throws Exception {
    Path lists = Files.createDirectory(folder.resolve("crls"));
    Path logs = Files.writeString(folder.resolve("logs.json"), TestLog.json(TestLog.of("a", "A")));
    ChainValidatorConfig config =
        config(Map.of("crl.files", lists.toString(), "ct.log.list", logs.toString()));
    assertThat(config.crls().at(NOW).crls()).isEmpty();
    assertThat(config.transparencyLogs().at(NOW).orElseThrow().size()).isEqualTo(1);

    Files.write(lists.resolve("a.crl"), TestCrl.of(CA.root()).der());
    Files.writeString(lists.resolve("b.pem"), TestCrl.of(CA.intermediate()).pem());
    Files.writeString(logs, TestLog.json(TestLog.of("a", "A"), TestLog.of("b", "B")));

    assertThat(config.crls().at(NOW.plusSeconds(2)).crls()).hasSize(2);
    assertThat(config.transparencyLogs().at(NOW.plusSeconds(2)).orElseThrow().size()).isEqualTo(2);
  }

  @Test
  void readsIntermediatesAgainWhenTheFolderChanges() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    Files.writeString(store.resolve("a.pem"), CA.intermediate().pem());
    ChainValidatorConfig config = config(Map.of("intermediates", store.toString()));
    assertThat(config.intermediates().at(NOW).intermediates().size()).isEqualTo(1);

    Files.writeString(store.resolve("b.pem"), CA.authority("CN=New").build().pem());

    assertThat(config.intermediates().at(NOW.plusSeconds(2)).intermediates().size()).isEqualTo(2);
  }

  @Test
  void refusesEvidenceFilesThatCannotBeRead() throws IOException {
    Path list = Files.writeString(folder.resolve("bad.crl"), "nothing");

    assertThat(faults(Map.of("crl.files", list.toString())))
        .singleElement()
        .asString()
        .contains("bad.crl: no CRL");
    assertThat(faults(Map.of("ct.log.list", list.toString())))
        .singleElement()
        .asString()
        .contains("bad.crl: not JSON");
    assertThat(faults(Map.of("crl.files", "/nowhere", "ct.log.list", "/nowhere"))).hasSize(2);
  }

  @Test
  void refusesKindsThatNobodyKnows() {
    for (String kinds : List.of("OAUTH", "UNKNOWN", "", "OAUTH_CLIENT,")) {
      assertThat(faults(Map.of("target.kinds", kinds))).as(kinds).hasSize(1);
    }
  }

  @Test
  void tellsEveryFaultAtOnce() {
    assertThat(faults(Map.of("anchors", "/nowhere", "policies", "/nowhere", "target.kinds", "X")))
        .hasSize(3);
  }

  @Test
  void keysMayBeReferredToBelowTheirFolderAlone() throws Exception {
    Path key = Files.writeString(folder.resolve("leaf.key"), CA.root().privateKeyPem());

    assertThat(config(Map.of()).keys().read("file:" + key))
        .isInstanceOf(KeyReading.Unreadable.class);
    assertThat(config(Map.of("keys.folder", folder.toString())).keys().read("file:" + key))
        .isInstanceOf(KeyReading.Read.class);
  }

  private ChainValidatorConfig config(Map<String, String> settings)
      throws InvalidSettingsException {
    Map<String, String> file = new HashMap<>(settings);
    file.putIfAbsent("anchors", anchors.toString());
    return ChainValidatorConfig.from(Settings.read(ChainValidatorConfig.KEYS, file, Map.of()));
  }

  private List<String> faults(Map<String, String> settings) {
    InvalidSettingsException refused =
        catchThrowableOfType(InvalidSettingsException.class, () -> config(settings));
    assertThat(refused).isNotNull();
    return refused.faults();
  }
}
