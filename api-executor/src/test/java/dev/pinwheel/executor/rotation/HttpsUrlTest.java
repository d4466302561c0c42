package dev.pinwheel.executor.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://crm.example.com, crm.example.com, 443, /, crm.example.com",
    "HTTPS://crm.example.com:443/a?b=c%20d, crm.example.com, 443, /a?b=c%20d, crm.example.com",
    "https://crm_east.example.com:8443/, crm_east.example.com, 8443, /, crm_east.example.com:8443",
    "https://crm?x, crm, 443, /?x, crm",
    "https://user@crm.example.com:/, crm.example.com, 443, /, crm.example.com",
    "https://192.0.2.1/, 192.0.2.1, 443, /, 192.0.2.1",
    "https://[2001:db8::1]:8443/, 2001:db8::1, 8443, /, [2001:db8::1]:8443"
  })
  void hasTheParts(String text, String host, int port, String target, String field) {
    assertThat(HttpsUrl.of(text)).contains(new HttpsUrl(host, port, target));
    assertThat(HttpsUrl.of(text).orElseThrow().hostField()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://crm.example.com/",
        "https:///path",
        "https:crm.example.com",
        "//crm.example.com/",
        "https://crm.example.com:0/",
        "https://crm.example.com:65536/",
        "https://crm example/",
        "https://crm$.example.com/"
      })
  void isNoneOfOtherTexts(String text) {
    assertThat(HttpsUrl.of(text)).isEmpty();
  }

  @Test
  void takesTheLastPort() {
    assertThat(HttpsUrl.of("https://crm.example.com:65535/")).isPresent();
  }
}
