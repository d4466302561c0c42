package dev.pinwheel.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every address is a literal: nothing is looked up. */
final class AddressRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.0",
        "169.254.255.255",
        "::ffff:169.254.169.254",
        "0.0.0.0",
        "0.255.255.255",
        "::",
        "fe80::1",
        "febf::1",
        "224.0.0.1",
        "ff02::1"
      })
  void neverAllowed(String address) throws Exception {
    assertThat(AddressRules.neverAllowed(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.255",
        "::1",
        "::ffff:127.0.0.1",
        "10.0.0.1",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.1",
        "100.64.0.0",
        "100.127.255.255",
        "fc00::1",
        "fd00:ec2::254"
      })
  void internal(String address) throws Exception {
    InetAddress parsed = InetAddress.getByName(address);

    assertThat(AddressRules.internal(parsed)).isTrue();
    assertThat(AddressRules.neverAllowed(parsed)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "2606:4700::1111",
        "fbff::1"
      })
  void open(String address) throws Exception {
    InetAddress parsed = InetAddress.getByName(address);

    assertThat(AddressRules.internal(parsed)).isFalse();
    assertThat(AddressRules.neverAllowed(parsed)).isFalse();
  }
}
