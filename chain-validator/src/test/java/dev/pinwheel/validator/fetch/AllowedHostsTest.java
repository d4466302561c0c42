package dev.pinwheel.validator.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  private static final AllowedHosts HOSTS =
      AllowedHosts.parse("pki.example.com, internal.example.com:8080");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pki.example.com/ca.crt",
        "https://pki.example.com/ca.crt",
        "http://PKI.example.com:80/",
        "http://internal.example.com:8080/x"
      })
  void permitsTheHostsPorts(String address) {
    assertThat(HOSTS.permitted(address)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pki.example.com:8080/",
        "http://internal.example.com/",
        "http://evil.example/",
        "http://pki.example.com.evil.example/",
        "http://sub.pki.example.com/",
        "http://pki.example.com@evil.example/",
        "http://user@pki.example.com/",
        "http://169.254.169.254/",
        "ldap://pki.example.com/",
        "file:///etc/passwd",
        "//pki.example.com/",
        ""
      })
  void permitsNothingElse(String address) {
    assertThat(HOSTS.permitted(address)).isEmpty();
  }

  @Test
  void permitsNothingWhereNothingIsConfigured() {
    assertThat(AllowedHosts.parse(" ").permitted("http://pki.example.com/")).isEmpty();
  }

  @Test
  void permitsNoAddressThatIsTooLong() {
    String longest = "http://pki.example.com/" + "a".repeat(2048 - 23);
    assertThat(HOSTS.permitted(longest)).isPresent();
    assertThat(HOSTS.permitted(longest + "a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://x.example", "a b", "x.example/path", "u@x.example", ","})
  void refusesWhatIsNoHost(String entry) {
    assertThatIllegalArgumentException().isThrownBy(() -> AllowedHosts.parse(entry));
  }
}
