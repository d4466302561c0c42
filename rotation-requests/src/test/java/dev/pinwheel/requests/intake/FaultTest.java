package dev.pinwheel.requests.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest {

  @Test
  void whatIsTooLargeWeighsMostAndThenTheForm() {
    assertThat(status(FaultCode.INVALID_PIN, FaultCode.NOT_JSON, FaultCode.CHAIN_TOO_LARGE))
        .isEqualTo(413);
    assertThat(status(FaultCode.INVALID_PIN, FaultCode.UNKNOWN_FIELD)).isEqualTo(400);
    assertThat(status(FaultCode.INVALID_PIN)).isEqualTo(422);
    assertThat(status(FaultCode.ROTATION_ID_REUSED)).isEqualTo(409);
  }

  @Test
  void everyCodeHasAStatus() {
    for (FaultCode code : FaultCode.values()) {
      assertThat(status(code)).isEqualTo(code.status());
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(List.of()));
  }

  private static int status(FaultCode... codes) {
    return Fault.status(Arrays.stream(codes).map(code -> new Fault("", code, "")).toList());
  }
}
