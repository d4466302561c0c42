package dev.pinwheel.stack.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import okio.ByteString;
import org.junit.jupiter.api.Test;

class AdminGuardTest {

  private static final List<Route> ROUTES =
      List.of(new Route("GET", "/admin/faults", request -> Replies.empty(200)));

  @Test
  void onlyThisHostMayMakeAdminCalls() {
    assertThat(status(AdminGuard.guarded(ROUTES, false), true)).isEqualTo(200);
    assertThat(status(AdminGuard.guarded(ROUTES, false), false)).isEqualTo(403);
  }

  @Test
  void anyHostMayWhereTheOperatorSaidSo() {
    assertThat(status(AdminGuard.guarded(ROUTES, true), false)).isEqualTo(200);
  }

  private static int status(List<Route> routes, boolean fromLoopback) {
    IncomingRequest request =
        new IncomingRequest(
            "GET", "/admin/faults", Map.of(), Map.of(), Map.of(), ByteString.EMPTY, fromLoopback);
    return routes.getFirst().endpoint().answer(request).status();
  }
}
