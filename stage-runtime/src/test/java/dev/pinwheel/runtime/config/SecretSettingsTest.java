package dev.pinwheel.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretSettingsTest {

  private static final String CANARY = "s3cr3t-canary";
  private static final ConfigKey<Secret> TOKEN = ConfigKey.secret("tokens.*", "a bearer token");
  private static final List<ConfigKey<?>> KEYS = List.of(TOKEN);

  @TempDir Path folder;

  @Test
  void findsASecretInTheEnvironmentThatWasHandedIn() throws Exception {
    Settings settings =
        Settings.read(KEYS, Map.of("tokens.ci", "env:CI_TOKEN"), Map.of("CI_TOKEN", CANARY));

    assertThat(settings.get(TOKEN, "ci").reveal()).isEqualTo(CANARY);
    assertThat(settings.get(TOKEN, "ci")).hasToString("***");
  }

  @Test
  void aVariableThatHoldsASecretIsNoSettingEvenWithOurPrefix() throws Exception {
    Settings settings =
        Settings.read(
            KEYS,
            Map.of("tokens.ci", "env:PINWHEEL_CI_SECRET"),
            Map.of("PINWHEEL_CI_SECRET", CANARY));

    assertThat(settings.get(TOKEN, "ci").reveal()).isEqualTo(CANARY);
  }

  @ParameterizedTest
  @CsvSource({
    "'s3cr3t', 's3cr3t'",
    "'s3cr3t\n', 's3cr3t'",
    "'s3cr3t\r\n', 's3cr3t'",
    "'s3cr3t\n\n', 's3cr3t\n'",
    "' s3cr3t \n', ' s3cr3t '",
    "'s3cr3t\t', 's3cr3t\t'"
  })
  void aReferredSecretLosesItsLastLineEndAndNothingElse(String written, String secret)
      throws Exception {
    Path file = Files.writeString(folder.resolve("token"), written);

    Settings settings =
        Settings.read(
            KEYS,
            Map.of("kafka.sasl.jaas.config", "file:" + file),
            Map.of(
                "PINWHEEL_TOKENS_CI",
                "file:" + file,
                "PINWHEEL_TOKENS_CD",
                "env:CD",
                "CD",
                written));

    assertThat(settings.get(TOKEN, "ci").reveal()).isEqualTo(secret);
    assertThat(settings.get(TOKEN, "cd").reveal()).isEqualTo(secret);
    assertThat(settings.kafka()).containsEntry("sasl.jaas.config", secret);
  }

  @Test
  void refusesASecretInPlaceOfAReferenceWithoutRepeatingIt() {
    assertThat(fault(Map.of("tokens.ci", CANARY)))
        .isEqualTo("tokens.ci (setting): expected env:NAME or file:/path, never the secret itself");
    assertThat(fault(Map.of("tokens.ci", "env:" + CANARY))).doesNotContain(CANARY);
  }

  @Test
  void namesTheVariableOrFileThatIsNotThere() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));

    assertThat(fault(Map.of("tokens.ci", "env:NOT_THERE"))).contains("NOT_THERE");
    assertThat(fault(Map.of("tokens.ci", "file:/not/there"))).contains("/not/there");
    assertThat(fault(Map.of("tokens.ci", "file:" + empty))).contains("is empty");
  }

  @Test
  void resolvesReferencesInKafkaSettings() throws Exception {
    Settings settings =
        Settings.read(
            KEYS,
            Map.of(
                "kafka.sasl.jaas.config", "env:JAAS",
                "kafka.bootstrap.servers", "localhost:9092",
                "kafka.client.id", "env:CLIENT"),
            Map.of("JAAS", CANARY, "CLIENT", "me", "PINWHEEL_KAFKA_MAX_POLL_RECORDS", "7"));

    assertThat(settings.kafka())
        .containsOnly(
            Map.entry("sasl.jaas.config", CANARY),
            Map.entry("bootstrap.servers", "localhost:9092"),
            Map.entry("client.id", "me"),
            Map.entry("max.poll.records", "7"));
  }

  @Test
  void refusesKafkaSecretsThatAreNoReferences() {
    for (String name :
        List.of(
            "kafka.ssl.key.password",
            "kafka.sasl.jaas.config",
            "kafka.bearer.auth.token",
            "kafka.basic.auth.user.info",
            "kafka.ssl.keystore.key",
            "kafka.sasl.oauthbearer.client.credentials.client.secret")) {
      assertThat(fault(Map.of(name, CANARY))).startsWith(name).doesNotContain(CANARY);
    }
  }

  @Test
  void anAddressWithAPasswordInItIsASecret() throws Exception {
    String name = "kafka.schema.registry.url";
    String address = "http://a,http://me:" + CANARY + "@registry:8081";

    assertThat(fault(Map.of(name, address))).startsWith(name).doesNotContain(CANARY);
    assertThat(
            Settings.read(KEYS, Map.of(name, "env:REGISTRY"), Map.of("REGISTRY", address)).kafka())
        .containsValue(address);
    assertThat(Settings.read(KEYS, Map.of(name, "http://registry:8081/a@b"), Map.of()).kafka())
        .containsValue("http://registry:8081/a@b");
  }

  @Test
  void whoReadsAFewSettingsPassesOverThoseOfOthers() throws Exception {
    SettingsFile file =
        SettingsFile.of(
            Map.of("anchors", "roots.pem", "kafka.client.id", "env:ID", "tokens.ci", CANARY));

    Settings settings = Settings.readFew(List.of(), file, Map.of("ID", "me", "PINWHEEL_URL", "u"));

    assertThat(settings.kafka()).containsOnly(Map.entry("client.id", "me"));
  }

  @Test
  void aTokenEndpointIsNoSecret() throws Exception {
    String name = "sasl.oauthbearer.token.endpoint.url";

    Settings settings = Settings.read(KEYS, Map.of("kafka." + name, "https://idp"), Map.of());

    assertThat(settings.kafka()).containsEntry(name, "https://idp");
  }

  private static String fault(Map<String, String> file) {
    InvalidSettingsException invalid =
        catchThrowableOfType(
            InvalidSettingsException.class, () -> Settings.read(KEYS, file, Map.of()));
    assertThat(invalid.faults()).hasSize(1);
    return invalid.faults().getFirst();
  }
}
