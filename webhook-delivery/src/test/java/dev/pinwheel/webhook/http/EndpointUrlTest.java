package dev.pinwheel.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pki.example/hooks?tenant=1",
        "https://10.0.0.1/",
        "https://[fd00::1]:8443/",
        "http://localhost:8080/",
        "http://LOCALHOST/",
        "http://127.0.0.1:1/",
        "http://[::1]:1/"
      })
  void mayBeUsed(String url) {
    assertThat(EndpointUrl.fault(URI.create(url), false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pki.example/",
        "http://10.0.0.1/",
        "http://localhost.pki.example/",
        "http://128.0.0.1/"
      })
  void plainHttpBeyondLoopbackMustBeMeant(String url) {
    assertThat(EndpointUrl.fault(URI.create(url), false)).isPresent();
    assertThat(EndpointUrl.fault(URI.create(url), true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:CANARY@pki.example/",
        "https://CANARY@pki.example/",
        "https://pki.example/#CANARY",
        "https://169.254.169.254/latest",
        "https://[fe80::1]/",
        "https://0.0.0.0/",
        "https://[::]/",
        "ftp://pki.example/",
        "mailto:CANARY@pki.example",
        "/CANARY"
      })
  void mayNeverBeUsed(String url) {
    assertThat(EndpointUrl.fault(URI.create(url), true))
        .hasValueSatisfying(fault -> assertThat(fault).doesNotContain("CANARY"));
  }
}
