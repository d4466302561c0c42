package dev.pinwheel.executor.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.TargetCheck;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataActionGateTest {

  private static final URI URL = URI.create("https://crm_east.example:8443/a");

  @Test
  void opensForWhatWasAcceptedAndSaysWhereAndHow() {
    assertThat(gate(new Handshake.Accepted("TLSv1.3, 200 to GET /a"), false))
        .isEqualTo(
            new Gate.Open(
                List.of(
                    TargetCheck.passed(
                        "handshake", "crm_east.example:8443: TLSv1.3, 200 to GET /a"))));
  }

  @Test
  void opensForWhatIsUnclearAndNeverCallsItPassed() {
    assertThat(gate(new Handshake.Unclear("TLSv1.3, 405 to GET /a"), false))
        .isEqualTo(
            new Gate.Open(
                List.of(
                    TargetCheck.notChecked(
                        "handshake", "crm_east.example:8443: TLSv1.3, 405 to GET /a"))));
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(new Handshake.Refused("why"), FailureCode.MTLS_HANDSHAKE_REFUSED),
        Arguments.of(new Handshake.NotAsked("why"), FailureCode.ENDPOINT_ASKS_NO_CERTIFICATE),
        Arguments.of(new Handshake.AsksTooLate("why"), FailureCode.ENDPOINT_ASKS_TOO_LATE),
        Arguments.of(new Handshake.NotTrusted("why"), FailureCode.ENDPOINT_NOT_TRUSTED),
        Arguments.of(new Handshake.NoTls("why"), FailureCode.ENDPOINT_SPEAKS_NO_TLS),
        Arguments.of(
            new Handshake.NoCommonVersion("why"), FailureCode.ENDPOINT_TLS_VERSION_UNSUPPORTED));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void closesWithACodeOfItsOwn(Handshake handshake, FailureCode code) {
    assertThat(gate(handshake, false)).isEqualTo(new Gate.Closed(Failure.of(code, URL + ": why")));
    assertThat(gate(handshake, true))
        .isEqualTo(
            new Gate.Closed(Failure.of(FailureCode.MTLS_FAILED_AFTER_SWITCH, URL + ": why")));
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        Arguments.of(new Handshake.TooSlow("why"), FailureCode.ENDPOINT_TOO_SLOW),
        Arguments.of(new Handshake.Unreachable("why"), FailureCode.ENDPOINT_UNREACHABLE));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void waitsForWhatMayGoOtherwiseNextTime(Handshake handshake, FailureCode code) throws Exception {
    assertThat(overdue(gate(handshake, false))).isEqualTo(Failure.of(code, URL + ": why"));
    assertThat(overdue(gate(handshake, true)))
        .isEqualTo(Failure.of(FailureCode.MTLS_FAILED_AFTER_SWITCH, URL + ": why"));
  }

  private static Failure overdue(Gate gate) throws InterruptedException {
    return ((Gate.NotYet) gate).overdue().orElseThrow().failure();
  }

  private static Gate gate(Handshake handshake, boolean switched) {
    return DataActionProtocol.judged(handshake, URL, "handshake", switched);
  }
}
