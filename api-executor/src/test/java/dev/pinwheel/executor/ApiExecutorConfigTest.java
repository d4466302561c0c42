package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiExecutorConfigTest {

  private static final Map<String, String> REQUIRED =
      Map.of("platform.client.id", "executor", "platform.client.secret", "env:SECRET");
  private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", "canary");

  @Test
  void needsNothingButTheCredentials() throws Exception {
    ApiExecutorConfig config = read(Map.of());

    assertThat(config.apiUrl()).isEmpty();
    assertThat(config.authUrl()).isEmpty();
    assertThat(config.organization()).isEmpty();
    assertThat(config.credentials().clientId()).isEqualTo("executor");
    assertThat(config.credentials().clientSecret().reveal()).isEqualTo("canary");
    assertThat(config.credentials().skew()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.credentials().refusedPause()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.waits().base()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.waits().most()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.waits().longestAsked()).isEqualTo(Duration.ofHours(1));
    assertThat(config.limits().budget()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.limits().rateLimitBudget()).isEqualTo(Duration.ofHours(1));
    assertThat(config.limits().readBacks()).isEqualTo(5);
    assertThat(config.limits().conflicts()).isEqualTo(5);
  }

  @Test
  void takesEveryKeyFromTheSettings() throws Exception {
    Map<String, String> file = new HashMap<>();
    file.put("platform.base.url", "http://127.0.0.1:1");
    file.put("platform.auth.url", "http://127.0.0.1:2");
    file.put("platform.organization.id", "org");
    file.put("request.timeout", "1s");
    file.put("token.skew", "2s");
    file.put("credentials.refused.pause", "3s");
    file.put("retry.base", "4ms");
    file.put("retry.max", "5s");
    file.put("retry.after.max", "6s");
    file.put("retry.budget", "7s");
    file.put("rate.limit.budget", "8s");
    file.put("read.back.attempts", "9");
    file.put("conflict.attempts", "10");
    file.put("settle.limit", "11s");
    file.put("settle.poll", "12s");
    file.put("data.action.trust", "");
    file.put("data.action.keys.key-1", "env:DATA_KEY");

    ApiExecutorConfig config = read(file);

    assertThat(config.apiUrl()).contains(URI.create("http://127.0.0.1:1"));
    assertThat(config.authUrl()).contains(URI.create("http://127.0.0.1:2"));
    assertThat(config.organization()).contains("org");
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.credentials().skew()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.credentials().refusedPause()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.waits().base()).isEqualTo(Duration.ofMillis(4));
    assertThat(config.waits().most()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.waits().longestAsked()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.limits().budget()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.limits().rateLimitBudget()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.limits().readBacks()).isEqualTo(9);
    assertThat(config.limits().conflicts()).isEqualTo(10);
    assertThat(config.targets().gates().limit()).isEqualTo(Duration.ofSeconds(11));
    assertThat(config.targets().gates().poll()).isEqualTo(Duration.ofSeconds(12));
    assertThat(ApiExecutorConfig.KEYS)
        .as("a key that this test does not know")
        .extracting(ConfigKey::name)
        .allMatch(
            name -> file.containsKey(name.replace("*", "key-1")) || REQUIRED.containsKey(name));
  }

  @Test
  void printsNoSecret() throws Exception {
    assertThat(read(Map.of()).toString()).contains("***").doesNotContain("canary");
  }

  @Test
  void refusesToBeginWithoutCredentials() {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(() -> Settings.read(ApiExecutorConfig.KEYS, Map.of(), Map.of()))
        .withMessageContaining("platform.client.id")
        .withMessageContaining("platform.client.secret");
  }

  @Test
  void refusesWaitsThatContradictEachOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("retry.base", "2s", "retry.max", "1s")))
        .withMessageContaining("retry.max");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("request.timeout", "0s")))
        .withMessageContaining("request.timeout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(Map.of("retry.base", "0ms")))
        .withMessageContaining("retry.base");
  }

  @Test
  void acceptsABaseThatIsTheMaximum() throws Exception {
    assertThat(read(Map.of("retry.base", "1s", "retry.max", "1s")).waits().most())
        .isEqualTo(Duration.ofSeconds(1));
  }

  private static ApiExecutorConfig read(Map<String, String> file) throws InvalidSettingsException {
    Map<String, String> all = new HashMap<>(REQUIRED);
    all.putAll(file);
    return ApiExecutorConfig.of(Settings.read(ApiExecutorConfig.KEYS, all, ENVIRONMENT));
  }
}
