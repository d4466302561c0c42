package dev.pinwheel.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final ConfigKey<Integer> PORT =
      ConfigKey.integer("admin.port", "a port", 0, 65_535).withDefault("0");
  private static final ConfigKey<URI> BASE = ConfigKey.httpUrl("platform.base.url", "the platform");
  private static final ConfigKey<URI> URL = ConfigKey.httpUrl("endpoints.*.url", "where to tell");
  private static final ConfigKey<Duration> TIMEOUT =
      ConfigKey.duration("endpoints.*.timeout", "how long to wait").withDefault("10s");
  private static final ConfigKey<Optional<String>> NOTE =
      ConfigKey.text("note", "any text").optional();

  private static final List<ConfigKey<?>> KEYS = List.of(PORT, BASE, URL, TIMEOUT, NOTE);
  private static final Map<String, String> BASE_ONLY =
      Map.of("platform.base.url", "https://api.example.com");

  @Test
  void takesDefaultsForWhatIsLeftOut() throws Exception {
    Settings settings = Settings.read(KEYS, BASE_ONLY, Map.of());

    assertThat(settings.get(PORT)).isZero();
    assertThat(settings.get(NOTE)).isEmpty();
    assertThat(settings.names(URL)).isEmpty();
    assertThat(settings.kafka()).isEmpty();
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws Exception {
    Settings settings =
        Settings.read(
            KEYS,
            Map.of("platform.base.url", "https://file.example", "admin.port", "1"),
            Map.of("PINWHEEL_ADMIN_PORT", "2", "PATH", "/bin", "pinwheel_admin_port", "3"));

    assertThat(settings.get(PORT)).isEqualTo(2);
    assertThat(settings.get(BASE)).isEqualTo(URI.create("https://file.example"));
  }

  @Test
  void reportsEveryFaultAtOnce() {
    assertThat(
            faults(
                Map.of("admin.prot", "1", "endpoints.pki.timeout", "soon"),
                Map.of("PINWHEEL_ADMIN_PORT", "65536")))
        .containsExactlyInAnyOrder(
            "admin.prot (setting): unknown key; did you mean admin.port?",
            "endpoints.pki.timeout (setting): expected a duration such as 250ms, 10s, 5m, 2h or 7d,"
                + " found \"soon\"",
            "admin.port (variable PINWHEEL_ADMIN_PORT): expected a whole number from 0 to 65535,"
                + " found \"65536\"",
            "platform.base.url (or PINWHEEL_PLATFORM_BASE_URL): required and missing: the platform",
            "endpoints.pki.url (or PINWHEEL_ENDPOINTS_PKI_URL): required and missing: where to"
                + " tell");
  }

  @Test
  void suggestsTheVariableForAMistypedVariable() {
    assertThat(faults(BASE_ONLY, Map.of("PINWHEEL_ADMN_PORT", "1")))
        .containsExactly(
            "admn.port (variable PINWHEEL_ADMN_PORT): unknown key; did you mean"
                + " PINWHEEL_ADMIN_PORT?");
  }

  @Test
  void suggestsNothingForWhatResemblesNothing() {
    assertThat(faults(with("zzzzzzzz", "1"), Map.of()))
        .containsExactly("zzzzzzzz (setting): unknown key");
  }

  @Test
  void suggestsAWildcardKeyWithTheNameThatWasGiven() {
    assertThat(faults(with("endpoints.pki.ulr", "http://localhost"), Map.of()))
        .containsExactly(
            "endpoints.pki.ulr (setting): unknown key; did you mean endpoints.pki.url?");
  }

  @Test
  void readsNamesThatTheOperatorChose() throws Exception {
    Settings settings =
        Settings.read(
            KEYS,
            with("endpoints.pki.url", "http://localhost:1", "endpoints.pki.timeout", "1s"),
            Map.of("PINWHEEL_ENDPOINTS_SECURITY__TEAM_URL", "http://localhost:2"));

    assertThat(settings.names(URL)).containsExactly("pki", "security-team");
    assertThat(settings.names(TIMEOUT)).containsExactly("pki", "security-team");
    assertThat(settings.get(URL, "security-team")).isEqualTo(URI.create("http://localhost:2"));
    assertThat(settings.get(TIMEOUT, "pki")).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.get(TIMEOUT, "security-team")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void refusesChosenNamesThatAVariableCouldNotName() {
    assertThat(faults(with("endpoints.PKI.url", "http://localhost"), Map.of())).hasSize(1);
    assertThat(faults(with("endpoints.pki-.url", "http://localhost"), Map.of())).hasSize(1);
    assertThat(faults(with("endpoints..url", "http://localhost"), Map.of())).hasSize(1);
  }

  @Test
  void aVariableWithOneUnderscoreForADashIsUnknownAndCorrected() {
    assertThat(faults(BASE_ONLY, Map.of("PINWHEEL_ENDPOINTS_SECURITY_TEAM_URL", "http://a")))
        .singleElement()
        .asString()
        .endsWith("did you mean PINWHEEL_ENDPOINTS_SECURITY__TEAM_URL?");
  }

  @Test
  void variablesOfStartScriptAndLoggingAreNoSettings() throws Exception {
    Settings.read(
        KEYS, BASE_ONLY, Map.of("PINWHEEL_HOME", "/opt/pinwheel", "PINWHEEL_LOG_LEVEL", "DEBUG"));
  }

  @Test
  void refusesToReadAKeyThatWasNotDeclared() throws Exception {
    Settings settings = Settings.read(KEYS, BASE_ONLY, Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.get(ConfigKey.text("other", "not declared")))
        .withMessageContaining("other");
    assertThatIllegalArgumentException().isThrownBy(() -> settings.get(URL, "pki"));
  }

  @Test
  void describesDeclaredKeysAsATable() {
    assertThat(Settings.describe(List.of(PORT, URL, NOTE)).lines())
        .startsWith(
            "| key | environment variable | default | meaning |",
            "|---|---|---|---|",
            "| `admin.port` | `PINWHEEL_ADMIN_PORT` | `0` | a port |",
            "| `endpoints.*.url` | `PINWHEEL_ENDPOINTS_<NAME>_URL` | **required** | where to tell"
                + " |",
            "| `note` | `PINWHEEL_NOTE` | none | any text |")
        .hasSize(6);
  }

  private static Map<String, String> with(String name, String text) {
    return Map.of("platform.base.url", "https://api.example.com", name, text);
  }

  private static Map<String, String> with(String name, String text, String other, String value) {
    return Map.of("platform.base.url", "https://api.example.com", name, text, other, value);
  }

  private static List<String> faults(Map<String, String> file, Map<String, String> environment) {
    return catchThrowableOfType(
            InvalidSettingsException.class, () -> Settings.read(KEYS, file, environment))
        .faults();
  }
}
