package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.stack.simulator.GenesysCloudSimulator.Settings;
import dev.pinwheel.stack.simulator.Journal;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.fault.FaultRoutes;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.http.AdminGuard;
import dev.pinwheel.stack.simulator.http.Patience;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.stack.simulator.http.Route;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Everything that a simulated organisation holds, wired together; all of it is thread-safe. */
public final class GenesysState {

  private static final int KEPT = 100_000;

  private final Settings settings;
  private final Patience patience = new Patience();
  private final FaultPlan faults = new FaultPlan(EnumSet.allOf(FaultType.class));
  private final Journal<Call> calls = new Journal<>(KEPT);
  private final Journal<Change> changes = new Journal<>(KEPT);
  private final List<Consumer<CallMoment>> listeners = new CopyOnWriteArrayList<>();
  private final OAuthClients clients = new OAuthClients();
  private final Map<String, OrganisationClient> callers = new ConcurrentHashMap<>();
  private final Chance chance;
  private final Tokens tokens;

  public GenesysState(Settings settings) {
    this.settings = settings;
    this.chance = new Chance(settings.random());
    this.tokens = new Tokens(settings.clock(), settings.tokenLifetime(), chance);
    settings.clients().forEach(caller -> callers.put(caller.id(), caller));
  }

  public List<Route> routes() {
    PlatformApi api =
        new PlatformApi(
            settings.clock(), chance, settings.latency(), patience, faults, calls, listeners);
    RateLimit rateLimit = new RateLimit(settings.clock(), settings.rateLimitPerMinute());
    List<Route> admin = new ArrayList<>(new AdminRoutes(clients, changes, calls, tokens).routes());
    admin.addAll(FaultRoutes.over(faults));
    List<Route> routes = new ArrayList<>(AdminGuard.guarded(admin, settings.adminOpenToAll()));
    routes.addAll(
        api.routes(
            new TokenEndpoint(callers, tokens, settings.advertisedTokenLifetime()),
            new OAuthClientResource(clients, new Authorisation(tokens, rateLimit), changes)));
    routes.add(new Route("GET", "/health", request -> Replies.typed(200, "text/plain", "up\n")));
    return routes;
  }

  public Patience patience() {
    return patience;
  }

  public FaultPlan faults() {
    return faults;
  }

  public Journal<Call> calls() {
    return calls;
  }

  public Journal<Change> changes() {
    return changes;
  }

  public void add(OAuthClient client) {
    if (clients.addAll(List.of(client)).isPresent()) {
      throw new IllegalArgumentException("there is a client " + client.id() + " already");
    }
  }

  public Optional<OAuthClient> client(String id) {
    return clients.find(id).map(StoredClient::current);
  }

  public Optional<List<X509Certificate>> chainOfHostLabel(String label) {
    return clients.chainOfHostLabel(label).map(CertificateChain::certificates);
  }

  public Runnable onCall(Consumer<CallMoment> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public void revokeTokens() {
    tokens.revokeAll();
  }

  public void disable(String organisationClientId) {
    callers.remove(organisationClientId);
    tokens.revokeOf(organisationClientId);
  }
}
