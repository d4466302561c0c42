package dev.pinwheel.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RedactionTest {

  private static final Redaction REDACTION = Redaction.of(List.of("CANARY-token", "", " "));

  @Test
  void hidesTheSecretsItWasToldOf() {
    assertThat(REDACTION.line("no: CANARY-token, CANARY-token")).isEqualTo("no: ***, ***");
  }

  @Test
  void hidesWhatLooksLikeASecretOfAnybody() {
    assertThat(REDACTION.line("Bearer abc.def, whsec_AAAA+/= whsk_BB== bearer\tx"))
        .isEqualTo("***, *** *** ***");
    assertThat(REDACTION.line("got v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= instead"))
        .isEqualTo("got *** instead");
    assertThat(REDACTION.line("v1,short and v2 stay")).isEqualTo("v1,short and v2 stay");
  }

  @Test
  void makesOneLine() {
    assertThat(REDACTION.line(" a\r\n\tb\u0000c\u001b[31m ")).isEqualTo("a b c [31m");
    assertThat(REDACTION.line("\n")).isEmpty();
  }

  @Test
  void cutsAfterHiding() {
    String almost = "x".repeat(Redaction.MOST_CHARACTERS);

    assertThat(REDACTION.line(almost)).isEqualTo(almost);
    assertThat(REDACTION.line(almost + "x")).hasSize(Redaction.MOST_CHARACTERS).endsWith("x…");
    assertThat(REDACTION.line("x".repeat(195) + "CANARY-token")).doesNotContain("CANARY");
  }

  @Test
  void doesNotPrintWhatItHides() {
    assertThat(REDACTION.toString()).doesNotContain("CANARY");
  }
}
