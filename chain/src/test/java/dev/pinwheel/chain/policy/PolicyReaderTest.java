package dev.pinwheel.chain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.transparency.TransparencyPolicy;
import dev.pinwheel.schemas.TargetKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

  private static final String PIN = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  private static final String LEAST =
      "name: n\nversion: '1'\ntargetKind: OAUTH_CLIENT\nallowedIssuers: [A]\nrequiredEku: []\n";

  @Test
  void readsEveryKey() throws Exception {
    PolicyTemplate policy =
        read(
            """
            name: carrier
            version: "2.1"
            targetKind: BYOC_TRUNK
            allowedIssuers: [Some CA, "CN=Other CA,O=Example"]
            requiredEku: [clientAuth, serverAuth]
            allowAbsentEku: true
            minRsaBits: 3072
            allowedCurves: [P-384, Ed25519]
            sanRequired: true
            sanPatterns: ["*.example.com"]
            maxLifetimeDays: 398
            minRemainingDays: 7
            maxPins: 2
            rootInBundle: requiredIfPrivate
            publicRoots: [{subject: Public Root}]
            allowedIntermediates: [Some Other CA]
            leafCurves: [P-384]
            revocation: hard
            certificateTransparency: {minimumScts: 3, minimumOperators: 2}
            backupPinRequired: true
            """);

    assertThat(policy.name()).isEqualTo("carrier");
    assertThat(policy.version()).isEqualTo("2.1");
    assertThat(policy.targetKind()).isEqualTo(TargetKind.BYOC_TRUNK);
    assertThat(policy.allowedIssuers().entries())
        .extracting(AllowedCertificate::text)
        .containsExactly("Some CA", "CN=Other CA,O=Example");
    assertThat(policy.requiredUsages()).containsExactlyInAnyOrder(TlsUsage.CLIENT, TlsUsage.SERVER);
    assertThat(policy.allowAbsentEku()).isTrue();
    assertThat(policy.minRsaBits()).isEqualTo(3072);
    assertThat(policy.allowedKeys()).containsExactlyInAnyOrder(NamedKey.P_384, NamedKey.ED25519);
    assertThat(policy.sanRequired()).isTrue();
    assertThat(policy.sanPatterns()).containsExactly(new SanPattern("*.example.com"));
    assertThat(policy.maxLifetime()).contains(Duration.ofDays(398));
    assertThat(policy.minRemaining()).contains(Duration.ofDays(7));
    assertThat(policy.maxPins()).isEqualTo(2);
    assertThat(policy.rootInBundle()).isEqualTo(RootInBundle.REQUIRED_IF_PRIVATE);
    assertThat(policy.publicRoots().entries()).hasSize(1);
    assertThat(policy.allowedIntermediates().entries()).hasSize(1);
    assertThat(policy.leafKeys()).contains(Set.of(NamedKey.P_384));
    assertThat(policy.revocation()).isEqualTo(RevocationMode.HARD_FAIL);
    assertThat(policy.transparency()).contains(new TransparencyPolicy(3, 2));
    assertThat(policy.backupPinRequired()).isTrue();
    assertThat(policy.lines()).allSatisfy(line -> assertThat(line.origin()).isPresent());
  }

  @Test
  void aPatternIsAsLongAsAName() throws Exception {
    String longest = "a.".repeat(126) + "t";

    assertThat(read(LEAST + "sanPatterns: [" + longest + "]\n").sanPatterns())
        .containsExactly(new SanPattern(longest));
    assertThat(faults(LEAST + "sanPatterns: [" + longest + "t]\n")).hasSize(1);
    assertThat(faults(LEAST + "sanPatterns: ['" + "a.".repeat(20_000) + "t']\n")).hasSize(1);
  }

  @Test
  void isStrictWhereNothingIsSaid() throws Exception {
    PolicyTemplate policy = read(LEAST);

    assertThat(policy.allowAbsentEku()).isFalse();
    assertThat(policy.minRsaBits()).isEqualTo(2048);
    assertThat(policy.allowedKeys())
        .containsExactlyInAnyOrder(
            NamedKey.P_256, NamedKey.P_384, NamedKey.P_521, NamedKey.ED25519);
    assertThat(policy.sanRequired()).isFalse();
    assertThat(policy.maxLifetime()).isEmpty();
    assertThat(policy.minRemaining()).isEmpty();
    assertThat(policy.maxPins()).isEqualTo(3);
    assertThat(policy.rootInBundle()).isEqualTo(RootInBundle.ALLOWED);
    assertThat(policy.revocation()).isEqualTo(RevocationMode.OFF);
    assertThat(policy.transparency()).isEmpty();
    assertThat(policy.backupPinRequired()).isFalse();
  }

  @Test
  void aTemplateIsShippedForEveryKind() {
    assertThat(ShippedPolicies.all())
        .extracting(PolicyTemplate::targetKind)
        .containsExactly(
            TargetKind.OAUTH_CLIENT,
            TargetKind.BYOC_TRUNK,
            TargetKind.EDGE_TRUNK,
            TargetKind.DATA_ACTION_ENDPOINT);
    assertThat(ShippedPolicies.all().getFirst())
        .satisfies(
            policy -> {
              assertThat(policy.targetKind()).isEqualTo(TargetKind.OAUTH_CLIENT);
              assertThat(policy.allowedIssuers().entries())
                  .extracting(AllowedCertificate::matcher)
                  .containsExactly(new CertificateMatcher.CommonName("GenesysCloudArchitectureCA"));
              assertThat(policy.requiredUsages()).containsExactly(TlsUsage.CLIENT);
              assertThat(policy.maxPins()).isEqualTo(3);
              assertThat(policy.digest()).matches("[0-9a-f]{64}");
            });
  }

  @Test
  void theDigestIsThatOfTheBytes() throws Exception {
    assertThat(read(LEAST).digest()).isNotEqualTo(read(LEAST + "# comment\n").digest());
    assertThat(read(LEAST).digest())
        .isEqualTo(
            java.util.HexFormat.of()
                .formatHex(
                    java.security.MessageDigest.getInstance("SHA-256")
                        .digest(LEAST.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void everyFaultHasTheLineOfItsKey() {
    assertThat(
            faultsOf(
                """
                name: n
                version: '1'
                targetKind: OAUTH_CLIENT
                requiredEku: [x,
                  clientAuth]
                allowedIssuers:
                  - {subject: A, spkiPin: sha256/x}
                  - subject: B
                    expires: tomorrow
                    resaon: a slip
                maxPins: 9
                maxPins: 3
                """))
        .extracting(PolicyFault::line)
        .containsExactly(4, 7, 7, 9, 10, 11, 12);
    assertThat(faultsOf("name: n\nversion: [\n").getFirst().line()).isEqualTo(3);
  }

  @Test
  void aFaultNamesItsFile() {
    assertThat(new PolicyFault(3, "x is missing").in("a/b.yaml"))
        .isEqualTo("a/b.yaml:3: x is missing");
  }

  @Test
  void aCaIsNamedInExactlyOneWay() {
    String issuers = "name: n\nversion: '1'\ntargetKind: OAUTH_CLIENT\nrequiredEku: []\n";

    for (String entry :
        List.of(
            "{}", "{reason: x}", "{subject: A, certificatePin: " + PIN + "}", "{spkiPin: ''}")) {
      assertThat(faults(issuers + "allowedIssuers: [" + entry + "]\n")).as(entry).hasSize(1);
    }
    for (String entry : List.of("A", "{subject: A}", "{spkiPin: " + PIN + "}")) {
      assertThatNoException()
          .as(entry)
          .isThrownBy(() -> read(issuers + "allowedIssuers: [" + entry + "]\n"));
    }
  }

  @Test
  void certificateTransparencyNeedsBothNumbers() throws Exception {
    assertThat(
            read(LEAST + "certificateTransparency: {minimumScts: 2, minimumOperators: 2}\n")
                .transparency())
        .contains(new TransparencyPolicy(2, 2));
    for (String value :
        List.of(
            "2",
            "{minimumScts: 2}",
            "{minimumScts: 1, minimumOperators: 2}",
            "{minimumScts: 11, minimumOperators: 1}",
            "{minimumScts: 2, minimumOperators: 2, x: 1}")) {
      assertThat(faults(LEAST + "certificateTransparency: " + value + "\n")).as(value).hasSize(1);
    }
  }

  @Test
  void anOverrideIsNoTemplate() throws Exception {
    String override =
        "name: n\nversion: '1'\ntargetKind: OAUTH_CLIENT\nappliesTo: {regions: [eu]}\n";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(override))
        .withMessageContaining("override");
    assertThat(PolicyReader.read("p.yaml", override.getBytes(StandardCharsets.UTF_8)).selector())
        .isEqualTo(new TargetSelector(Set.of("eu"), Set.of()));
    assertThat(faults(override.replace("{regions: [eu]}", "{}"))).hasSize(1);
  }

  @Test
  void anUnknownKeyIsAFaultWithASuggestion() {
    assertThat(faults(LEAST + "minRSAbits: 2048\n"))
        .containsExactly("unknown key minRSAbits; did you mean minRsaBits?");
    assertThat(faults(LEAST + "somethingElseEntirely: 1\n"))
        .containsExactly("unknown key somethingElseEntirely");
  }

  @Test
  void tellsEveryFaultAtOnce() {
    assertThat(faults("name: a b\ntargetKind: OAUTH\nmaxPins: 4\nextra: 1\nrequiredEku: [x]\n"))
        .hasSize(7)
        .anySatisfy(fault -> assertThat(fault).startsWith("name: expected letters"))
        .anySatisfy(fault -> assertThat(fault).isEqualTo("version is missing"))
        .anySatisfy(fault -> assertThat(fault).startsWith("targetKind: expected one of"))
        .anySatisfy(fault -> assertThat(fault).startsWith("allowedIssuers is missing"))
        .anySatisfy(fault -> assertThat(fault).startsWith("maxPins: expected a whole number"))
        .anySatisfy(fault -> assertThat(fault).startsWith("requiredEku: expected one of"))
        .anySatisfy(fault -> assertThat(fault).startsWith("unknown key extra"));
  }

  @Test
  void aMissingIssuerListDoesNotAllowEverybody() {
    assertThat(faults(LEAST.replace("allowedIssuers: [A]\n", ""))).hasSize(1);
    assertThat(faults(LEAST.replace("allowedIssuers: [A]", "allowedIssuers:"))).hasSize(1);
    assertThat(faults(LEAST.replace("allowedIssuers: [A]", "allowedIssuers: A"))).hasSize(1);
    assertThat(faults(LEAST.replace("allowedIssuers: [A]", "allowedIssuers: ['']"))).hasSize(1);
  }

  @Test
  void aMissingUsageListDoesNotAskForNothing() {
    assertThat(faults(LEAST.replace("requiredEku: []\n", ""))).hasSize(1);
    assertThat(faults(LEAST.replace("requiredEku: []", "requiredEku:"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "minRsaBits, 2047, 2048",
    "minRsaBits, 8193, 8192",
    "maxPins, 0, 1",
    "maxPins, 4, 3",
    "maxLifetimeDays, 0, 1",
    "maxLifetimeDays, 36501, 36500",
    "minRemainingDays, -1, 0"
  })
  void numbersHaveLimits(String key, String outside, String inside) throws Exception {
    assertThat(faults(LEAST + key + ": " + outside + "\n")).hasSize(1);
    assertThat(read(LEAST + key + ": " + inside + "\n")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sanRequired: maybe",
        "allowAbsentEku: 1",
        "rootInBundle: sometimes",
        "allowedCurves: [P-224]",
        "allowedCurves: [secp256k1]",
        "sanPatterns: ['a b']",
        "sanPatterns: ['']",
        "sanPatterns: ['a..b']",
        "maxPins: [1]",
        "maxPins: {a: 1}",
        "minRsaBits:",
        "revocation: maybe",
        "backupPinRequired: 1",
        "leafCurves: P-256",
        "appliesTo: {regions: []}",
        "maxPins: !!java.lang.Integer 3",
        "maxPins: !x 3",
        "? [a]\n: 1"
      })
  void valuesThatMakeNoSenseAreFaults(String line) {
    assertThat(faults(LEAST + line + "\n")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "just text",
        "[1, 2]",
        "a: b: c",
        "!!javax.script.ScriptEngineManager [x]",
        "name: n\nname: m",
        "a: &x [*x]"
      })
  void whatIsNoPlainMappingIsRefused(String text) {
    assertThat(faults(text)).isNotEmpty();
  }

  @Test
  void namesAreCheckedWhereAWholeNameIsMeant() {
    assertThat(faults(LEAST.replace("[A]", "['XX=1']"))).hasSize(1);
    assertThat(faults(LEAST.replace("[A]", "['CN=a,O']"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "*.example.com, a.example.com, true",
    "*.example.com, A.EXAMPLE.COM, true",
    "*.example.com, example.com, false",
    "*.example.com, a.b.example.com, false",
    "*.*.example.com, a.b.example.com, true",
    "sip-*.example.com, sip-1.example.com, true",
    "sip-*.example.com, web-1.example.com, false",
    "sip-*-eu.example.com, sip-a-b-eu.example.com, true",
    "*a*b*.example.com, xaybz.example.com, true",
    "*a*b*.example.com, xbya.example.com, false",
    "example.com, example.com, true",
    "example.com, example.com.evil, false",
    "*, host, true",
    "*, a.b, false"
  })
  void aStarStaysInsideItsLabel(String pattern, String name, boolean matches) {
    assertThat(new SanPattern(pattern).matches(name)).isEqualTo(matches);
  }

  private static PolicyTemplate read(String yaml) throws InvalidPolicyException {
    return PolicyTemplate.of(PolicyReader.read("p.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> faults(String yaml) {
    return faultsOf(yaml).stream().map(PolicyFault::message).toList();
  }

  private static List<PolicyFault> faultsOf(String yaml) {
    InvalidPolicyException refused =
        catchThrowableOfType(InvalidPolicyException.class, () -> read(yaml));
    assertThat(refused).as(yaml).isNotNull();
    return refused.faults();
  }
}
