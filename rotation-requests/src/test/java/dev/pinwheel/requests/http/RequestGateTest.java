package dev.pinwheel.requests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestGateTest {

  @Test
  void letsNobodyInOnceItIsClosed() throws Exception {
    RequestGate gate = new RequestGate(1);
    gate.enter();
    gate.leave();

    gate.close(Duration.ofSeconds(1));

    Problem problem = catchThrowableOfType(ProblemException.class, gate::enter).problem();
    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.code()).isEqualTo(ProblemCode.OVERLOADED);
    assertThat(problem.headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void aStopDoesNotWaitForEverForThoseInside() throws Exception {
    RequestGate gate = new RequestGate(2);
    gate.enter();

    gate.close(Duration.ofMillis(1));

    assertThat(catchThrowableOfType(ProblemException.class, gate::enter)).isNotNull();
  }
}
