package dev.pinwheel.stack.simulator.pki;

import dev.pinwheel.stack.simulator.Journal;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.fault.FaultRoutes;
import dev.pinwheel.stack.simulator.http.AdminGuard;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.stack.simulator.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Everything that a simulated PKI manager holds, wired together; all of it is thread-safe. */
public final class PkiState {

  private static final int KEPT = 20_000;

  private final FaultPlan faults = new FaultPlan(WebhookReceiver.PLAYABLE);
  private final Journal<Received> received = new Journal<>(KEPT);
  private final AtomicLong followedRedirects = new AtomicLong();
  private final boolean adminOpenToAll;
  private final WebhookReceiver receiver;

  public PkiState(PkiSettings settings) {
    Map<String, WebhookVerifier> endpoints = new LinkedHashMap<>();
    settings
        .endpoints()
        .forEach(
            (name, secrets) ->
                endpoints.put(
                    name,
                    new WebhookVerifier(
                        secrets.stream().map(WebhookSecret::of).toList(), settings.tolerance())));
    this.adminOpenToAll = settings.adminOpenToAll();
    this.receiver = new WebhookReceiver(settings.clock(), endpoints, faults, received);
  }

  public WebhookListener listen(String host, int port) {
    return WebhookListener.start(
        host,
        port,
        patience -> {
          List<Route> routes = new ArrayList<>();
          routes.add(
              new Route(
                  "POST", "/webhooks/{name}", request -> receiver.receive(request, patience)));
          routes.add(health());
          for (String method : List.of("GET", "POST")) {
            routes.add(new Route(method, "/redirected", request -> redirected()));
          }
          return routes;
        });
  }

  public List<Route> adminRoutes(WebhookListener listener) {
    List<Route> admin = new ArrayList<>(FaultRoutes.over(faults));
    admin.add(
        new Route(
            "GET", "/admin/received", request -> Replies.json(200, ReceivedJson.list(received))));
    admin.add(
        new Route(
            "GET", "/admin/counts", request -> Replies.json(200, ReceivedJson.counts(received))));
    admin.add(new Route("POST", "/admin/down", request -> done(listener::down)));
    admin.add(new Route("POST", "/admin/up", request -> done(listener::up)));
    List<Route> routes = new ArrayList<>(AdminGuard.guarded(admin, adminOpenToAll));
    routes.add(health());
    return routes;
  }

  private static Reply done(Runnable change) {
    change.run();
    return Replies.empty(204);
  }

  private static Route health() {
    return new Route("GET", "/health", request -> Replies.typed(200, "text/plain", "up\n"));
  }

  private Reply redirected() {
    followedRedirects.incrementAndGet();
    return Replies.empty(200);
  }

  public FaultPlan faults() {
    return faults;
  }

  public Journal<Received> received() {
    return received;
  }

  public long followedRedirects() {
    return followedRedirects.get();
  }
}
