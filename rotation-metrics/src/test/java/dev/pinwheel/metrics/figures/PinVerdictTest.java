package dev.pinwheel.metrics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PinVerdictTest {

  @Test
  void onePinInCommonIsAMatch() {
    assertThat(PinVerdict.of(Set.of("leaf", "ca"), Set.of("ca", "other")))
        .isEqualTo(PinVerdict.MATCHED);
  }

  @Test
  void noPinInCommonIsAMismatch() {
    assertThat(PinVerdict.of(Set.of("leaf", "ca"), Set.of("Leaf", "other")))
        .isEqualTo(PinVerdict.MISMATCHED);
  }

  @Test
  void withoutKnownPinsNothingIsSaid() {
    assertThat(PinVerdict.of(Set.of("leaf"), Set.of())).isEqualTo(PinVerdict.UNKNOWN);
  }

  @Test
  void whereNothingWasSeenNothingIsSaid() {
    assertThat(PinVerdict.of(Set.of(), Set.of("leaf"))).isEqualTo(PinVerdict.UNKNOWN);
    assertThat(PinVerdict.of(Set.of(), Set.of())).isEqualTo(PinVerdict.UNKNOWN);
  }
}
