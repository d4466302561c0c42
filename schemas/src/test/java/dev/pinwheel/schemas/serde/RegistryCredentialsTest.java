package dev.pinwheel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pinwheel.schemas.Target;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryCredentialsTest {

  private static final String SECRET = "s3cret-canary";

  private final ScriptedRegistry registry = ScriptedRegistry.start();

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void sendsNoneUnlessConfigured() {
    assertThat(authorizationWith(registry.url())).isEmpty();
  }

  @Test
  void sendsBasicOfUserInfo() {
    assertThat(
            authorizationWith(
                registry.url(),
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "alice:" + SECRET))
        .isEqualTo("Basic " + base64("alice:" + SECRET));
  }

  @Test
  void theSettingsMayHaveTheRegistrysPrefix() {
    assertThat(
            authorizationWith(
                registry.url(),
                "schema.registry.basic.auth.credentials.source",
                "USER_INFO",
                "schema.registry.basic.auth.user.info",
                "alice:" + SECRET))
        .isEqualTo("Basic " + base64("alice:" + SECRET));
  }

  @Test
  void userInfoWithoutItsSourceIsNotUsed() {
    assertThat(authorizationWith(registry.url(), "basic.auth.user.info", "alice:" + SECRET))
        .isEmpty();
  }

  @Test
  void sendsBasicOfTheUrl() {
    assertThat(authorizationWith(registry.url().replace("//", "//alice:p%40s+s@")))
        .isEqualTo("Basic " + base64("alice:p@s+s"));
  }

  @Test
  void sendsTheBearerToken() {
    assertThat(
            authorizationWith(
                registry.url(),
                "bearer.auth.credentials.source",
                "STATIC_TOKEN",
                "bearer.auth.token",
                SECRET))
        .isEqualTo("Bearer " + SECRET);
  }

  @Test
  void takesPasswordsAsKafkaParsesThem() {
    Map<String, Object> settings =
        Serdes.settings(registry.url(), "bearer.auth.credentials.source", "STATIC_TOKEN");
    settings.put("bearer.auth.token", new Password(SECRET));

    try (RegistryClient client = RegistryClient.of(settings)) {
      client.register("s", Target.getClassSchema());
    }

    assertThat(registry.calls().getFirst().authorization()).isEqualTo("Bearer " + SECRET);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 409, 503})
  void failuresShowNoCredential(int status) {
    registry.next(status);
    String url = registry.url().replace("//", "//alice:" + SECRET + "@");

    try (RegistryClient client = RegistryClient.of(Serdes.settings(url))) {
      Throwable failure = catchThrowable(() -> client.register("s", Target.getClassSchema()));

      assertThat(printed(failure)).doesNotContain(SECRET).doesNotContain(base64("alice:" + SECRET));
    }
  }

  @Test
  void anUnreachableAddressIsNamedWithoutItsCredential() {
    registry.close();
    String url = registry.url().replace("//", "//alice:" + SECRET + "@");

    try (RegistryClient client = RegistryClient.of(Serdes.settings(url))) {
      Throwable failure = catchThrowable(() -> client.register("s", Target.getClassSchema()));

      assertThat(printed(failure)).contains(registry.url()).doesNotContain(SECRET);
    }
  }

  @Test
  void theConfigurationPrintsNoCredential() {
    RegistryConfig config =
        RegistryConfig.of(
            Serdes.settings(
                registry.url() + "," + registry.url().replace("//", "//alice:" + SECRET + "@")));

    assertThat(config.endpoints().getLast().authorization()).isPresent();
    assertThat(config.toString())
        .contains(registry.url())
        .doesNotContain(base64("alice:" + SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://alice:" + SECRET + "@ho st:80",
        "ftp://alice:" + SECRET + "@host",
        "//alice:" + SECRET + "@host",
        "http://alice:" + SECRET + "@host/?query"
      })
  void aWrongUrlIsRefusedWithoutShowingIt(String url) {
    Throwable failure = catchThrowable(() -> RegistryConfig.of(Serdes.settings(url)));

    assertThat(failure).isInstanceOf(ConfigException.class);
    assertThat(printed(failure)).contains("schema.registry.url").doesNotContain(SECRET);
  }

  @Test
  void anUnknownSourceOfCredentialsIsRefused() {
    assertConfigRefused("basic.auth.credentials.source", "SASL_INHERIT");
    assertConfigRefused("bearer.auth.credentials.source", "OAUTHBEARER");
  }

  @Test
  void aSourceWithoutItsCredentialIsRefused() {
    assertConfigRefused("basic.auth.credentials.source", "USER_INFO");
    assertConfigRefused("bearer.auth.credentials.source", "STATIC_TOKEN");
  }

  private void assertConfigRefused(String setting, String value) {
    assertThatThrownBy(() -> RegistryConfig.of(Serdes.settings(registry.url(), setting, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(setting);
  }

  private String authorizationWith(String url, String... settings) {
    try (RegistryClient client = RegistryClient.of(Serdes.settings(url, settings))) {
      client.register("s", Target.getClassSchema());
    }
    return registry.calls().getLast().authorization();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
