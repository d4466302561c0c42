package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
  private final Resources<DataEndpoint> endpoints;
  private final Chance ids;

  DataEndpoints(Resources<DataEndpoint> endpoints, Chance ids) {
    this.endpoints = endpoints;
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
            "POST",
            ENDPOINTS,
            Optional.empty(),
            Set.of(),
            call -> admitted(authorisation, call, () -> create(call))),
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

  private Reply create(OngoingCall call) {
    JsonNode body;
    try {
      body = Replies.JSON.readTree(call.request().body().utf8());
    } catch (JsonProcessingException e) {
      return bad(call, "The request body is not JSON: " + e.getOriginalMessage());
    }
    DataEndpoint bare =
        new DataEndpoint(
            ids.uuid().toString(),
            Replies.JSON.createObjectNode(),
            Optional.empty(),
            Optional.empty(),
            1);
    return switch (rules.judge(bare, body, call.at())) {
      case PatchVerdict.Refused<DataEndpoint> no -> bad(call, no.message());
      case PatchVerdict.Accepted<DataEndpoint> created -> {
        endpoints.addAll(List.of(created.next()));
        yield Replies.json(201, rules.show(created.next(), call.at()))
            .with("ETag", created.next().etag());
      }
    };
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

  private static Reply bad(OngoingCall call, String message) {
    return PlatformErrors.of(400, "bad.request", message, call.contextId());
  }
}
