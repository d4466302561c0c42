package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.genesys.Authorisation.Admitted;
import dev.pinwheel.stack.simulator.genesys.Authorisation.TurnedAway;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.Replies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The credential store, and the calls of Data Action endpoints besides reading and writing one. */
final class DataEndpoints {

  static final String ENDPOINTS = "/api/v2/data/management/endpoints";

  private final Map<String, Credential> store = new ConcurrentHashMap<>();
  private final DataEndpointRules rules = new DataEndpointRules(store);
  private final Map<String, String> chosen = new ConcurrentHashMap<>();
  private final Chance ids;
  private volatile boolean choosesIds;

  DataEndpoints(Chance ids) {
    this.ids = ids;
  }

  DataEndpointRules rules() {
    return rules;
  }

  void store(Credential credential) {
    store.put(credential.id(), credential);
  }

  Optional<Credential> credential(String id) {
    return Optional.ofNullable(store.get(id));
  }

  List<ApiCall> calls(Authorisation authorisation) {
    return List.of(
        new ApiCall(
            "GET",
            "/api/v2/data/management/credentials/{credential}",
            Optional.empty(),
            Set.of(),
            call -> admitted(authorisation, call, () -> show(call))));
  }

  private Reply admitted(Authorisation authorisation, OngoingCall call, Supplier<Reply> served) {
    return switch (authorisation.check(call, rules.writeScopes())) {
      case TurnedAway away -> away.reply();
      case Admitted admitted -> served.get().with(admitted.rateHeaders());
    };
  }

  /**
   * What a new endpoint is called: as the caller wishes, or as the platform does where it is told
   * to choose. A repeat with the same Idempotency-Key is the same endpoint.
   */
  String idOf(Optional<String> wished, Optional<String> idempotencyKey) {
    return wished
        .filter(id -> !choosesIds)
        .orElseGet(
            () ->
                idempotencyKey
                    .map(key -> chosen.computeIfAbsent(key, first -> ids.uuid().toString()))
                    .orElseGet(() -> ids.uuid().toString()));
  }

  static DataEndpoint bare(String id) {
    return new DataEndpoint(
        id, Replies.JSON.createObjectNode(), Optional.empty(), Optional.empty(), 0);
  }

  /** Whether the platform gives new endpoints ids of its own, whatever the caller wishes. */
  void choosesIds(boolean always) {
    choosesIds = always;
  }

  /** What may be shown: a certificate with its chain; of a key only that there is one. */
  private Reply show(OngoingCall call) {
    return credential(call.request().pathParameters().getOrDefault("credential", ""))
        .map(
            credential -> {
              ObjectNode json = Replies.JSON.createObjectNode().put("id", credential.id());
              json.put("type", credential.chain().isPresent() ? "certificate" : "privateKey");
              credential.chain().ifPresent(chain -> json.put("certificateChain", chain.pem()));
              return Replies.json(200, json);
            })
        .orElseGet(() -> PlatformErrors.ofStatus(404, call.contextId()));
  }
}
