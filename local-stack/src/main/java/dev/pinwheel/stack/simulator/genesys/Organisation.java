package dev.pinwheel.stack.simulator.genesys;

import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.stack.simulator.Journal;
import dev.pinwheel.stack.simulator.http.Route;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every resource of the organisation, and the calls that read and change them. */
final class Organisation {

  private final Resources<OAuthClient> clients = new Resources<>();
  private final Resources<ByocTrunk> byocTrunks = new Resources<>();
  private final Resources<EdgeTrunk> edgeTrunks = new Resources<>();
  private final Resources<DataEndpoint> endpoints = new Resources<>();
  private final EdgeRegistrations edges = new EdgeRegistrations(edgeTrunks);
  private final DataEndpoints dataEndpoints;
  private final Clock clock;

  Organisation(Clock clock, Chance ids) {
    this.clock = clock;
    this.dataEndpoints = new DataEndpoints(ids);
  }

  Resources<OAuthClient> clients() {
    return clients;
  }

  Resources<ByocTrunk> byocTrunks() {
    return byocTrunks;
  }

  Resources<EdgeTrunk> edgeTrunks() {
    return edgeTrunks;
  }

  Resources<DataEndpoint> endpoints() {
    return endpoints;
  }

  EdgeRegistrations edges() {
    return edges;
  }

  DataEndpoints dataEndpoints() {
    return dataEndpoints;
  }

  /** Every call of the API but that for tokens. */
  List<ApiCall> calls(Authorisation authorisation, Journal<Change> changes) {
    List<ApiCall> calls = new ArrayList<>();
    calls.addAll(
        new ResourceApi<>(new OAuthClientRules(), clients, authorisation, changes)
            .calls("/api/v2/oauth/clients/{id}", "PATCH"));
    calls.addAll(
        new ResourceApi<>(new ByocTrunkRules(), byocTrunks, authorisation, changes)
            .calls("/api/v2/trunks/byoc/{id}/credentials", "PATCH"));
    calls.addAll(
        new ResourceApi<>(new EdgeTrunkRules(), edgeTrunks, authorisation, changes)
            .calls(EdgeRegistrations.TRUNKS, "PUT"));
    calls.addAll(edges.calls(authorisation));
    ResourceApi<DataEndpoint> endpointApi =
        new ResourceApi<>(dataEndpoints.rules(), endpoints, authorisation, changes);
    calls.addAll(endpointApi.calls(DataEndpoints.ENDPOINTS + "/{id}", "PUT"));
    calls.add(
        endpointApi.creation(DataEndpoints.ENDPOINTS, dataEndpoints::idOf, DataEndpoints::bare));
    calls.addAll(dataEndpoints.calls(authorisation));
    return calls;
  }

  /** Creating, showing and changing them behind the platform's back. */
  List<Route> adminRoutes() {
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new AdminResources<>(
                clients, NewClientJson::read, (one, now) -> OAuthClientJson.write(one), clock)
            .routes("/admin/clients"));
    routes.addAll(
        new AdminResources<>(byocTrunks, ByocTrunkJson::read, new ByocTrunkRules()::show, clock)
            .routes("/admin/trunks/byoc"));
    routes.addAll(
        new AdminResources<>(
                edgeTrunks,
                (present, json) -> EdgeTrunkJson.read(present, json, edges),
                new EdgeTrunkRules()::show,
                clock)
            .routes("/admin/trunks/edge"));
    routes.addAll(
        new AdminResources<>(
                endpoints,
                (present, json) -> DataEndpointJson.read(present, json, dataEndpoints),
                dataEndpoints.rules()::show,
                clock)
            .routes("/admin/endpoints"));
    routes.addAll(new DataActions(endpoints, dataEndpoints).adminRoutes());
    return routes;
  }

  /** The chain of the resource whose id is the host label, of whatever kind. */
  Optional<CertificateChain> chainOfHostLabel(String label) {
    return Stream.of(clients, byocTrunks, edgeTrunks, endpoints)
        .flatMap(kind -> kind.chainOfHostLabel(label).stream())
        .findFirst();
  }

  /** The region of a target, where its kind has one. */
  Optional<String> regionOf(TargetKind kind, String id) {
    return switch (kind) {
      case BYOC_TRUNK -> byocTrunks.find(id).map(stored -> stored.current().region());
      case EDGE_TRUNK -> edgeTrunks.find(id).map(stored -> stored.current().place().region());
      case OAUTH_CLIENT, DATA_ACTION_ENDPOINT, UNKNOWN -> Optional.empty();
    };
  }
}
