package dev.pinwheel.executor.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureCodeTest {

  @ParameterizedTest
  @EnumSource
  void saysWhatItMeansAndWhatToDo(FailureCode code) {
    assertThat(code.meaning()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(code.remediation()).endsWith(".").hasSizeGreaterThan(20);
  }

  /** Dashboards and receivers of webhooks know these names; adding one is fine, renaming is not. */
  @Test
  void keepsItsNames() {
    assertThat(Arrays.stream(FailureCode.values()).map(Enum::name))
        .contains(
            "TARGET_KIND_UNSUPPORTED",
            "REGION_UNKNOWN",
            "ORGANIZATION_NOT_CONFIGURED",
            "VALIDATED_EVENT_INCONSISTENT",
            "TARGET_NOT_FOUND",
            "MTLS_NOT_ENABLED",
            "PIN_COUNT_EXCEEDED",
            "VALIDITY_EXPIRED",
            "VALIDITY_NOT_YET",
            "DRIFT_DETECTED",
            "READ_BACK_MISMATCH",
            "PLATFORM_CREDENTIALS_REFUSED",
            "PLATFORM_UNAUTHORIZED",
            "PLATFORM_FORBIDDEN",
            "PLATFORM_REJECTED",
            "COMPLIANCE_TLS_CERT_MISMATCH",
            "PLATFORM_RATE_LIMITED",
            "PLATFORM_UNAVAILABLE",
            "PLATFORM_RESPONSE_INVALID");
  }
}
