package dev.pinwheel.stack.simulator.http;

import java.util.List;

/** Keeps admin routes, which need no token, to callers on this host. */
public final class AdminGuard {

  private AdminGuard() {}

  /**
   * Guards routes.
   *
   * @param openToAll true only inside a network that is private to the simulators and their users
   */
  public static List<Route> guarded(List<Route> routes, boolean openToAll) {
    return openToAll
        ? routes
        : routes.stream()
            .map(
                route ->
                    new Route(
                        route.method(),
                        route.path(),
                        request ->
                            request.fromLoopback()
                                ? route.endpoint().answer(request)
                                : Replies.adminError(403, "admin calls come from this host")))
            .toList();
  }
}
