package dev.pinwheel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.webhook.delivery.RetrySchedule;
import dev.pinwheel.webhook.http.Endpoint;
import dev.pinwheel.webhook.http.Endpoints;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookDeliveryConfigTest {

  private static final Map<String, String> SECRETS =
      Map.of(
          "NEW", Endpoints.KEY,
          "OLD", Endpoints.OLD_KEY,
          "BOTH", Endpoints.KEY + " " + Endpoints.OLD_KEY + "\n",
          "TOKEN", Endpoints.TOKEN,
          "WRONG", "CANARY");

  @Test
  void anEndpointNeedsNoMoreThanAUrlAndASecret() throws Exception {
    WebhookDeliveryConfig config = config(Map.of());
    Endpoint endpoint = config.endpoints().getFirst();

    assertThat(config.endpoints()).hasSize(1);
    assertThat(endpoint.name()).isEqualTo("default");
    assertThat(endpoint.url()).isEqualTo(URI.create("https://pki.example/hooks"));
    assertThat(endpoint.keys()).hasSize(1);
    assertThat(endpoint.bearer()).isEmpty();
    assertThat(endpoint.enabled()).isTrue();
    assertThat(config.schedule()).isEqualTo(RetrySchedule.full());
    assertThat(config.longestAsk()).hasHours(2);
    assertThat(config.callTimeout()).hasSeconds(15);
    assertThat(config.concurrency()).isEqualTo(64);
    assertThat(config.privateNetworksAllowed()).isFalse();
  }

  @Test
  void everySettingIsTaken() throws Exception {
    WebhookDeliveryConfig config =
        config(
            Map.of(
                "endpoints.default.bearer", "env:TOKEN",
                "endpoints.default.enabled", "false",
                "endpoints.siem.url", "http://siem.example/",
                "endpoints.siem.secret", "env:OLD",
                "retry.delays", "5s, 5m",
                "retry.after.max", "24h",
                "call.timeout", "60s",
                "endpoint.concurrency", "7",
                "allow.plain.http", "true",
                "allow.private.networks", "true"));

    assertThat(config.endpoints()).extracting(Endpoint::name).containsExactly("default", "siem");
    assertThat(config.endpoints().getFirst().bearer().map(Secret::reveal))
        .contains(Endpoints.TOKEN);
    assertThat(config.endpoints().getFirst().enabled()).isFalse();
    assertThat(config.schedule().delays())
        .containsExactly(Duration.ofSeconds(5), Duration.ofMinutes(5));
    assertThat(config.longestAsk()).hasHours(24);
    assertThat(config.callTimeout()).hasSeconds(60);
    assertThat(config.concurrency()).isEqualTo(7);
    assertThat(config.privateNetworksAllowed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"env:BOTH", "env:NEW,env:OLD", "env:NEW , env:OLD"})
  void severalKeysSignDuringARotation(String references) throws Exception {
    assertThat(config(Map.of("endpoints.default.secret", references)).endpoints().getFirst().keys())
        .hasSize(2);
  }

  @Test
  void theScheduleMayBeAllNoneOrTheFirstDelays() throws Exception {
    assertThat(config(Map.of("retry.delays", "none")).schedule().delays()).isEmpty();
    assertThat(config(Map.of("retry.delays", "all")).schedule().delays())
        .isEqualTo(Topics.WEBHOOK_RETRY_DELAYS);
    assertThat(config(Map.of("retry.delays", "5s")).schedule().delays()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "retry.delays,5m",
    "retry.delays,'5s,30m'",
    "retry.delays,''",
    "retry.delays,soon",
    "endpoint.concurrency,0",
    "endpoints.default.secret,env:WRONG",
    "endpoints.default.secret,env:MISSING",
    "endpoints.default.secret,whsec_CANARYCANARYCANARYCANARYCANARYCANARY",
    "endpoints.default.bearer,CANARY-bearer-token",
    "endpoints.default.url,ftp://user:CANARY@pki.example",
    "endpoints.siem.url,https://siem.example"
  })
  void aWrongSettingStopsTheStartAndTellsNoSecret(String name, String value) {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(() -> config(Map.of(name, value)))
        .satisfies(e -> assertThat(e.faults()).hasSize(1))
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("CANARY"));
  }

  @ParameterizedTest
  @CsvSource({
    "endpoints.default.url,http://pki.example/",
    "endpoints.default.url,https://user:CANARY@pki.example/",
    "endpoints.default.url,https://169.254.169.254/",
    "call.timeout,99ms",
    "call.timeout,61s",
    "retry.after.max,25h"
  })
  void aSettingThatContradictsAnotherStopsTheStart(String name, String value) {
    assertThatThrownBy(() -> config(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .message()
        .doesNotContain("CANARY");
  }

  @Test
  void allContradictionsAreToldAtOnce() {
    assertThatThrownBy(
            () ->
                config(
                    Map.of(
                        "endpoints.default.url", "http://pki.example/",
                        "endpoints.siem.url", "https://user@siem.example/",
                        "endpoints.siem.secret", "env:OLD")))
        .hasMessageContaining("endpoints.default.url")
        .hasMessageContaining("endpoints.siem.url");
  }

  @Test
  void aConfigurationPrintsNoSecret() throws Exception {
    assertThat(config(Map.of("endpoints.default.bearer", "env:TOKEN")).toString())
        .contains("pki.example")
        .doesNotContain("CANARY");
  }

  @Test
  void everyKeyIsDeclared() {
    assertThat(Settings.describe(WebhookDeliveryConfig.KEYS).lines())
        .hasSize(WebhookDeliveryConfig.KEYS.size() + 3);
    assertThat(WebhookDeliveryDefinition.inputs())
        .hasSize(2 + Topics.WEBHOOK_RETRY_DELAYS.size())
        .contains(Topics.API_APPLIED, Topics.ROTATION_FAILED);
  }

  private static WebhookDeliveryConfig config(Map<String, String> settings)
      throws InvalidSettingsException {
    Map<String, String> file = new HashMap<>();
    file.put("endpoints.default.url", "https://pki.example/hooks");
    file.put("endpoints.default.secret", "env:NEW");
    file.putAll(settings);
    return WebhookDeliveryConfig.from(
        Settings.read(List.copyOf(WebhookDeliveryConfig.KEYS), file, SECRETS));
  }
}
