package dev.pinwheel.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.runtime.config.InvalidSettingsException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulatorsConfigTest {

  private static final Map<String, String> SECRETS =
      Map.of(
          "PINWHEEL_SIMULATOR_OAUTH_CLIENT_SECRET", "env:PLATFORM_SECRET",
          "PINWHEEL_SIMULATOR_WEBHOOK_SECRET", "env:WEBHOOK_SECRET",
          "PLATFORM_SECRET", "s3cret",
          "WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  @Test
  void listensOnLoopbackWith300CallsAMinuteUnlessToldOtherwise() throws Exception {
    SimulatorsConfig config = SimulatorsConfig.read(List.of(), SECRETS);
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.genesysPort()).isEqualTo(18_080);
    assertThat(config.rateLimit()).isEqualTo(300);
    assertThat(config.adminOpen()).isFalse();
    assertThat(config.exampleClients()).isEqualTo(10);
    assertThat(config.toString()).doesNotContain("s3cret").doesNotContain("whsec_");
  }

  @Test
  void readsEverySettingFromTheEnvironment() throws Exception {
    Map<String, String> environment = new HashMap<>(SECRETS);
    environment.put("PINWHEEL_SIMULATOR_HOST", "0.0.0.0");
    environment.put("PINWHEEL_SIMULATOR_GENESYS_PORT", "1");
    environment.put("PINWHEEL_SIMULATOR_PKI_PORT", "2");
    environment.put("PINWHEEL_SIMULATOR_PKI_ADMIN_PORT", "3");
    environment.put("PINWHEEL_SIMULATOR_RATE_LIMIT", "4");
    environment.put("PINWHEEL_SIMULATOR_LATENCY", "50ms");
    environment.put("PINWHEEL_SIMULATOR_OAUTH_CLIENT_ID", "someone");
    environment.put("PINWHEEL_SIMULATOR_WEBHOOK_ENDPOINT", "genesys-sync");
    environment.put("PINWHEEL_SIMULATOR_EXAMPLE_CLIENTS", "0");
    environment.put("PINWHEEL_SIMULATOR_ADMIN_OPEN", "true");
    SimulatorsConfig config = SimulatorsConfig.read(List.of("--host=127.0.0.2"), environment);
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(List.of(config.genesysPort(), config.pkiPort(), config.pkiAdminPort()))
        .containsExactly(1, 2, 3);
    assertThat(config.rateLimit()).isEqualTo(4);
    assertThat(config.latency()).isEqualTo(Duration.ofMillis(50));
    assertThat(config.oauthClientId()).isEqualTo("someone");
    assertThat(config.webhookEndpoint()).isEqualTo("genesys-sync");
    assertThat(config.exampleClients()).isZero();
    assertThat(config.adminOpen()).isTrue();
    assertThat(config.oauthClientSecret().reveal()).isEqualTo("s3cret");
    assertThat(config.genesys(Clock.systemUTC(), new Random()).rateLimitPerMinute()).isEqualTo(4);
    assertThat(config.pki(Clock.systemUTC()).endpoints()).containsOnlyKeys("genesys-sync");
  }

  @Test
  void readsArguments() throws Exception {
    SimulatorsConfig config =
        SimulatorsConfig.read(List.of("--genesys.port=0", "--latency=1s"), SECRETS);
    assertThat(config.genesysPort()).isZero();
    assertThat(config.latency()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void refusesWrongUsageAndMissingSecrets() {
    assertThatThrownBy(() -> SimulatorsConfig.read(List.of("port=1"), SECRETS))
        .isInstanceOf(InvalidSettingsException.class);
    assertThatThrownBy(() -> SimulatorsConfig.read(List.of("--no.such.thing=1"), SECRETS))
        .isInstanceOf(InvalidSettingsException.class);
    assertThatThrownBy(() -> SimulatorsConfig.read(List.of(), Map.of()))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class, e -> assertThat(e.faults()).hasSize(2));
  }
}
