package dev.pinwheel.webhook.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckedDnsTest {

  @Test
  void handsOutPublicAddresses() throws Exception {
    assertThat(dns(false, "1.1.1.1", "2606:4700::1111").lookup("pki.example"))
        .containsExactly(address("1.1.1.1"), address("2606:4700::1111"));
  }

  @Test
  void oneRefusedAddressRefusesTheWholeAnswer() throws Exception {
    CheckedDns dns = dns(false, "1.1.1.1", "10.0.0.1");
    InetAddress refused = address("10.0.0.1");

    assertThatExceptionOfType(AddressRefusedException.class)
        .isThrownBy(() -> dns.lookup("pki.example"))
        .satisfies(e -> assertThat(e.address()).isEqualTo(refused));
  }

  @Test
  void privateAddressesAreOpenWhereTheOperatorSaysSo() throws Exception {
    assertThat(dns(true, "10.0.0.1", "127.0.0.1").lookup("pki.example")).hasSize(2);
  }

  @Test
  void metadataServicesAreNeverOpen() {
    assertThatThrownBy(() -> dns(true, "169.254.169.254").lookup("pki.example"))
        .isInstanceOf(AddressRefusedException.class);
    assertThatThrownBy(() -> dns(true, "0.0.0.0").lookup("localhost"))
        .isInstanceOf(AddressRefusedException.class);
  }

  @Test
  void localhostIsThisMachineAndNothingElse() throws Exception {
    assertThat(dns(false, "127.0.0.1", "::1").lookup("localhost")).hasSize(2);
    assertThatThrownBy(() -> dns(false, "10.0.0.1").lookup("localhost"))
        .isInstanceOf(AddressRefusedException.class);
    assertThatThrownBy(() -> dns(false, "127.0.0.1").lookup("localhost.pki.example"))
        .isInstanceOf(AddressRefusedException.class);
  }

  @Test
  void anUnknownHostStaysUnknown() {
    CheckedDns dns =
        new CheckedDns(
            host -> {
              throw new UnknownHostException(host);
            },
            true);

    assertThatThrownBy(() -> dns.lookup("pki.example"))
        .isExactlyInstanceOf(UnknownHostException.class);
  }

  private static CheckedDns dns(boolean internalAllowed, String... answer) {
    return new CheckedDns(
        host -> {
          List<InetAddress> addresses = new ArrayList<>();
          for (String literal : answer) {
            addresses.add(InetAddress.getByName(literal));
          }
          return addresses;
        },
        internalAllowed);
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
