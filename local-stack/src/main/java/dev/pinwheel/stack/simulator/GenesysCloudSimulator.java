package dev.pinwheel.stack.simulator;

import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.fault.FaultPlan;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.genesys.ByocTrunk;
import dev.pinwheel.stack.simulator.genesys.Call;
import dev.pinwheel.stack.simulator.genesys.CallMoment;
import dev.pinwheel.stack.simulator.genesys.Change;
import dev.pinwheel.stack.simulator.genesys.Credential;
import dev.pinwheel.stack.simulator.genesys.DataEndpoint;
import dev.pinwheel.stack.simulator.genesys.Edge;
import dev.pinwheel.stack.simulator.genesys.EdgeTrunk;
import dev.pinwheel.stack.simulator.genesys.GenesysState;
import dev.pinwheel.stack.simulator.genesys.OAuthClient;
import dev.pinwheel.stack.simulator.genesys.OrganisationSettings;
import dev.pinwheel.stack.simulator.http.SimulatorServer;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A Genesys Cloud organisation on a real HTTP port: token endpoint, OAuth clients with state, rate
 * limit, and every failure that it can be told to have. SIMULATORS.md lists them all.
 */
public final class GenesysCloudSimulator implements AutoCloseable {

  private final GenesysState state;
  private final SimulatorServer server;

  private GenesysCloudSimulator(GenesysState state, SimulatorServer server) {
    this.state = state;
    this.server = server;
  }

  public static GenesysCloudSimulator start(OrganisationSettings settings) {
    GenesysState state = new GenesysState(settings);
    return new GenesysCloudSimulator(
        state,
        SimulatorServer.start(settings.host(), settings.port(), state.patience(), state.routes()));
  }

  /** Base URL, such as {@code http://127.0.0.1:40123}. */
  public URI url() {
    return server.url();
  }

  /**
   * Adds an OAuth client to the organisation.
   *
   * @throws IllegalArgumentException where there is one with its id
   */
  public void add(OAuthClient client) {
    state.add(client);
  }

  /**
   * Adds a BYOC trunk to the organisation.
   *
   * @throws IllegalArgumentException where there is one with its id
   */
  public void add(ByocTrunk trunk) {
    state.add(trunk);
  }

  /** Adds an edge, or another one in place of one with its id. */
  public void add(Edge edge) {
    state.add(edge);
  }

  /**
   * Adds a trunk to its edge.
   *
   * @throws IllegalArgumentException where there is one with its id
   */
  public void add(EdgeTrunk trunk) {
    state.add(trunk);
  }

  /** Puts a credential into the store, or another one in place of one with its id. */
  public void add(Credential credential) {
    state.add(credential);
  }

  /**
   * Adds a Data Action endpoint.
   *
   * @throws IllegalArgumentException where there is one with its id
   */
  public void add(DataEndpoint endpoint) {
    state.add(endpoint);
  }

  /** Whether new Data Action endpoints get ids of the platform's, whatever the caller wishes. */
  public void chooseEndpointIds(boolean always) {
    state.chooseEndpointIds(always);
  }

  /** The Data Action endpoint as the platform stores it now. */
  public Optional<DataEndpoint> endpoint(String id) {
    return state.endpoint(id);
  }

  /** The trunk of an edge as the platform stores it now. */
  public Optional<EdgeTrunk> edgeTrunk(String id) {
    return state.edgeTrunk(id);
  }

  /** Changes an edge's trunk behind the platform's back; no journal tells of it. */
  public void changeEdgeTrunk(String id, UnaryOperator<EdgeTrunk> change) {
    state.changeEdgeTrunk(id, change);
  }

  /** The trunk as the platform stores it now. */
  public Optional<ByocTrunk> byocTrunk(String id) {
    return state.byocTrunk(id);
  }

  /** Changes a BYOC trunk behind the platform's back; no journal tells of it. */
  public void changeByocTrunk(String id, UnaryOperator<ByocTrunk> change) {
    state.changeByocTrunk(id, change);
  }

  /** The region of a target, where its kind has one. */
  public Optional<String> regionOf(TargetKind kind, String id) {
    return state.regionOf(kind, id);
  }

  /** The client as the platform stores it now. */
  public Optional<OAuthClient> client(String id) {
    return state.client(id);
  }

  /** The chain that a client whose id is the host label serves now. */
  public Optional<List<X509Certificate>> chainOfHostLabel(String label) {
    return state.chainOfHostLabel(label);
  }

  /** Effective changes, oldest first; the newest 100,000 are kept. */
  public List<Change> changes() {
    return state.changes().entries();
  }

  /** API calls, oldest first; the newest 100,000 are kept. */
  public List<Call> calls() {
    return state.calls().entries();
  }

  /** The faults that are switched on; {@link FaultType} says what each does. */
  public FaultPlan faults() {
    return state.faults();
  }

  /**
   * Calls a listener twice for every API call, on the thread that serves it.
   *
   * @return stops it
   */
  public Runnable onCall(Consumer<CallMoment> listener) {
    return state.onCall(listener);
  }

  /** Makes every token that was issued unknown: the next call with one is answered 401. */
  public void revokeTokens() {
    state.revokeTokens();
  }

  /** The client is disabled: its tokens are unknown, and it gets no new one. */
  public void disable(String organisationClientId) {
    state.disable(organisationClientId);
  }

  @Override
  public void close() {
    server.close();
  }
}
