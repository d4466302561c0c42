package dev.pinwheel.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.executor.platform.Organization;
import dev.pinwheel.executor.target.SipAccount;
import dev.pinwheel.executor.traffic.TrafficRules;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.InvalidSettingsException;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.sip.register.Registrar;
import dev.pinwheel.sip.register.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ApiExecutorConfigTest {

  private static final Map<String, String> REQUIRED =
      Map.of("platform.client.id", "executor", "platform.client.secret", "env:SECRET");
  private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", "canary");

  @Test
  void needsNothingButTheCredentials() throws Exception {
    ApiExecutorConfig config = read(Map.of());

    Organization only = config.organizations().getFirst();
    assertThat(config.organizations()).hasSize(1);
    assertThat(only.name()).isEqualTo("platform");
    assertThat(only.apiUrl()).isEmpty();
    assertThat(only.authUrl()).isEmpty();
    assertThat(only.id()).isEmpty();
    assertThat(only.regions()).isEmpty();
    assertThat(only.tls()).isEqualTo(Organization.Tls.OF_THE_JDK);
    assertThat(only.credentials().clientId()).isEqualTo("executor");
    assertThat(only.credentials().clientSecret().reveal()).isEqualTo("canary");
    assertThat(only.credentials().skew()).isEqualTo(Duration.ofSeconds(60));
    assertThat(only.credentials().refusedPause()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.traffic().callsPerMinute()).isEmpty();
    assertThat(config.traffic().breaking())
        .isEqualTo(new TrafficRules.Breaking(20, Duration.ofSeconds(5), Duration.ofSeconds(30)));
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
    file.put("platform.regions", "eu-west-2, us-east-1");
    file.put("platform.tls.trust", "roots.pem");
    file.put("platform.tls.pins", "a,b");
    file.put("rate.limit.per.minute", "300");
    file.put("breaker.calls", "11");
    file.put("breaker.open", "12s");
    file.put("settle.limit", "13s");
    file.put("settle.poll", "14s");
    file.put("data.action.trust", "");
    file.put("data.action.keys.key-1", "env:DATA_KEY");

    ApiExecutorConfig config = read(file);

    Organization only = config.organizations().getFirst();
    assertThat(only.apiUrl()).contains(URI.create("http://127.0.0.1:1"));
    assertThat(only.authUrl()).contains(URI.create("http://127.0.0.1:2"));
    assertThat(only.id()).contains("org");
    assertThat(only.regions()).containsExactlyInAnyOrder("eu-west-2", "us-east-1");
    assertThat(only.tls())
        .isEqualTo(new Organization.Tls(Optional.of(Path.of("roots.pem")), List.of("a", "b")));
    assertThat(only.credentials().skew()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.traffic())
        .isEqualTo(
            new TrafficRules(
                OptionalInt.of(300),
                new TrafficRules.Breaking(11, Duration.ofSeconds(12), Duration.ofSeconds(5)),
                Duration.ofSeconds(6),
                Duration.ofMillis(2)));
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(only.credentials().refusedPause()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.waits().base()).isEqualTo(Duration.ofMillis(4));
    assertThat(config.waits().most()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.waits().longestAsked()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.limits().budget()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.limits().rateLimitBudget()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.limits().readBacks()).isEqualTo(9);
    assertThat(config.limits().conflicts()).isEqualTo(10);
    assertThat(config.targets().gates().limit()).isEqualTo(Duration.ofSeconds(13));
    assertThat(config.targets().gates().poll()).isEqualTo(Duration.ofSeconds(14));
    assertThat(ApiExecutorConfig.KEYS)
        .as("a key that this test does not know")
        .extracting(ConfigKey::name)
        .allMatch(
            name ->
                file.containsKey(name.replace("*", "key-1"))
                    || REQUIRED.containsKey(name)
                    || name.startsWith("organizations.*.")
                    || name.startsWith("sip."));
  }

  @Test
  void takesSeveralOrganisationsEachWithTheSameKeys() throws Exception {
    Map<String, String> file = new HashMap<>();
    for (String name : List.of("blue", "red")) {
      file.put("organizations." + name + ".client.id", name + "-client");
      file.put("organizations." + name + ".client.secret", "env:SECRET");
      file.put("organizations." + name + ".organization.id", name + "-id");
      file.put("organizations." + name + ".base.url", "http://127.0.0.1:1");
      file.put("organizations." + name + ".auth.url", "http://127.0.0.1:2");
      file.put("organizations." + name + ".regions", "eu-west-2");
      file.put("organizations." + name + ".tls.trust", "roots.pem");
      file.put("organizations." + name + ".tls.pins", "a");
    }

    ApiExecutorConfig config =
        ApiExecutorConfig.of(Settings.read(ApiExecutorConfig.KEYS, file, ENVIRONMENT));

    assertThat(config.organizations())
        .extracting(Organization::name)
        .containsExactly("blue", "red");
    Organization red = config.organizations().getLast();
    assertThat(red.credentials().clientId()).isEqualTo("red-client");
    assertThat(red.id()).contains("red-id");
    assertThat(red.regions()).containsExactly("eu-west-2");
    assertThat(red.apiUrl()).contains(URI.create("http://127.0.0.1:1"));
    assertThat(red.authUrl()).contains(URI.create("http://127.0.0.1:2"));
    assertThat(red.tls().anchors()).contains(Path.of("roots.pem"));
    assertThat(red.tls().pins()).containsExactly("a");
    assertThat(ApiExecutorConfig.KEYS)
        .extracting(ConfigKey::name)
        .filteredOn(name -> name.startsWith("organizations.*."))
        .as("a key that this test does not know")
        .allMatch(name -> file.containsKey(name.replace("*", "blue")));
  }

  @Test
  void refusesAnOrganisationWithoutCredentials() {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(
            () ->
                Settings.read(
                    ApiExecutorConfig.KEYS,
                    Map.of("organizations.red.client.id", "executor"),
                    ENVIRONMENT))
        .withMessageContaining("organizations.red.client.secret");
  }

  @Test
  void refusesHalfOfTheOnlyOnesCredentials() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ApiExecutorConfig.of(
                    Settings.read(
                        ApiExecutorConfig.KEYS,
                        Map.of("platform.client.id", "executor"),
                        ENVIRONMENT)))
        .withMessageContaining("platform.client.secret");
  }

  @Test
  void readsTheDigestCredentialsOfATrunk() throws Exception {
    Map<String, String> file = new HashMap<>();
    file.put("sip.trunks.ohio.registrar", "tls:sip.carrier.example");
    file.put("sip.trunks.ohio.aor", "sip:byoc_user@carrier.example");
    file.put("sip.trunks.ohio.password", "env:SECRET");
    assertThat(read(file).targets().sip().byTrunk().get("ohio").username()).isEqualTo("byoc_user");
    file.put("sip.trunks.ohio.id", "OH-FB-04");
    file.put("sip.trunks.ohio.username", "other");
    file.put("sip.trust", "");

    SipSettings sip = read(file).targets().sip();

    SipAccount account = sip.byTrunk().get("OH-FB-04");
    assertThat(account.registrar())
        .isEqualTo(new Registrar(Transport.TLS, "sip.carrier.example", 5061));
    assertThat(account.username()).isEqualTo("other");
    assertThat(account.password().get().reveal()).isEqualTo(ENVIRONMENT.get("SECRET"));
    assertThat(read(Map.of()).targets().sip().byTrunk()).isEmpty();
    assertThat(SipSettings.KEYS)
        .extracting(ConfigKey::name)
        .allMatch(name -> file.containsKey(name.replace("*", "ohio")));
  }

  @Test
  void refusesHalfOfATrunksDigestCredentials() {
    assertThatExceptionOfType(InvalidSettingsException.class)
        .isThrownBy(() -> read(Map.of("sip.trunks.ohio.registrar", "http://sip.example")))
        .withMessageContaining("sip.trunks.ohio.registrar")
        .withMessageContaining("sip.trunks.ohio.aor")
        .withMessageContaining("sip.trunks.ohio.password");
  }

  @Test
  void printsNoSecret() throws Exception {
    assertThat(read(Map.of()).toString()).contains("***").doesNotContain("canary");
  }

  @Test
  void refusesToBeginWithoutCredentials() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ApiExecutorConfig.of(Settings.read(ApiExecutorConfig.KEYS, Map.of(), Map.of())))
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
