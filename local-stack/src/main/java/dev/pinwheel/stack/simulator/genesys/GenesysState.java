package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.schemas.TargetKind;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Everything that a simulated organisation holds, wired together; all of it is thread-safe. */
public final class GenesysState {

  private static final int KEPT = 100_000;

  private final OrganisationSettings settings;
  private final Patience patience = new Patience();
  private final FaultPlan faults = new FaultPlan(EnumSet.allOf(FaultType.class));
  private final Journal<Call> calls = new Journal<>(KEPT);
  private final Journal<Change> changes = new Journal<>(KEPT);
  private final List<Consumer<CallMoment>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, OrganisationClient> callers = new ConcurrentHashMap<>();
  private final Chance chance;
  private final Organisation organisation;
  private final Tokens tokens;

  public GenesysState(OrganisationSettings settings) {
    this.settings = settings;
    this.chance = new Chance(settings.random());
    this.organisation = new Organisation(settings.clock(), chance);
    this.tokens = new Tokens(settings.clock(), settings.tokenLifetime(), chance);
    settings.clients().forEach(caller -> callers.put(caller.id(), caller));
  }

  public List<Route> routes() {
    PlatformApi api =
        new PlatformApi(
            settings.clock(), chance, settings.latency(), patience, faults, calls, listeners);
    RateLimit rateLimit = new RateLimit(settings.clock(), settings.rateLimitPerMinute());
    List<Route> admin =
        new ArrayList<>(new AdminRoutes(organisation, changes, calls, tokens).routes());
    admin.addAll(FaultRoutes.over(faults));
    List<Route> routes = new ArrayList<>(AdminGuard.guarded(admin, settings.adminOpenToAll()));
    TokenEndpoint tokenEndpoint =
        new TokenEndpoint(callers, tokens, settings.advertisedTokenLifetime());
    List<ApiCall> served = new ArrayList<>();
    served.add(
        new ApiCall(
            "POST",
            "/oauth/token",
            Optional.empty(),
            Set.of(FaultType.TOKEN_ERROR),
            tokenEndpoint::issue));
    Authorisation authorisation = new Authorisation(tokens, rateLimit, callers);
    served.addAll(organisation.calls(authorisation, changes));
    served.addAll(new AboutMe(authorisation).calls());
    routes.addAll(api.routes(served));
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
    addNew(organisation.clients(), client);
  }

  public void add(ByocTrunk trunk) {
    addNew(organisation.byocTrunks(), trunk);
  }

  public void add(Edge edge) {
    organisation.edges().add(edge);
  }

  public void add(EdgeTrunk trunk) {
    addNew(organisation.edgeTrunks(), trunk);
  }

  public void add(Credential credential) {
    organisation.dataEndpoints().store(credential);
  }

  public void chooseEndpointIds(boolean always) {
    organisation.dataEndpoints().choosesIds(always);
  }

  public void add(DataEndpoint endpoint) {
    addNew(organisation.endpoints(), endpoint);
  }

  private static <R extends PlatformResource<R>> void addNew(Resources<R> resources, R resource) {
    if (resources.addAll(List.of(resource)).isPresent()) {
      throw new IllegalArgumentException("there is a " + resource.id() + " already");
    }
  }

  public Optional<OAuthClient> client(String id) {
    return organisation.clients().find(id).map(StoredResource::current);
  }

  public Optional<ByocTrunk> byocTrunk(String id) {
    return organisation.byocTrunks().find(id).map(StoredResource::current);
  }

  public Optional<DataEndpoint> endpoint(String id) {
    return organisation.endpoints().find(id).map(StoredResource::current);
  }

  public Optional<EdgeTrunk> edgeTrunk(String id) {
    return organisation.edgeTrunks().find(id).map(StoredResource::current);
  }

  /** Changes a trunk behind the platform's back. */
  public void changeByocTrunk(String id, UnaryOperator<ByocTrunk> change) {
    organisation.byocTrunks().find(id).orElseThrow().replace(change);
  }

  public void changeEdgeTrunk(String id, UnaryOperator<EdgeTrunk> change) {
    organisation.edgeTrunks().find(id).orElseThrow().replace(change);
  }

  public Optional<String> regionOf(TargetKind kind, String id) {
    return organisation.regionOf(kind, id);
  }

  public Optional<List<X509Certificate>> chainOfHostLabel(String label) {
    return organisation.chainOfHostLabel(label).map(CertificateChain::certificates);
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
