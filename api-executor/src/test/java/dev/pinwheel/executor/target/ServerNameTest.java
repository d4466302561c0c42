package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.net.ssl.SNIHostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerNameTest {

  @Test
  void isTheHostWhereItHasADot() {
    assertThat(ServerName.of("crm.example")).isEqualTo(List.of(new SNIHostName("crm.example")));
    assertThat(ServerName.unsent("crm.example")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "crm, has no dot",
    "crm.example., ends in a dot",
    "crm_east.example, has an underscore",
    "192.0.2.1, is an address",
    "2001:db8::1, is an address"
  })
  void isNotSentWhereJavasClientsSendNone(String host, String reason) {
    assertThat(ServerName.of(host)).isEmpty();
    assertThat(ServerName.unsent(host).orElseThrow()).endsWith(reason);
  }
}
