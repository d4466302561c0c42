package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.Journal;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.IncomingRequest;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.stack.simulator.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a test, a demo or a person does behind the platform's back; needs no token. */
final class AdminRoutes {

  private final OAuthClients clients;
  private final Journal<Change> changes;
  private final Journal<Call> calls;
  private final Tokens tokens;

  AdminRoutes(OAuthClients clients, Journal<Change> changes, Journal<Call> calls, Tokens tokens) {
    this.clients = clients;
    this.changes = changes;
    this.calls = calls;
    this.tokens = tokens;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/admin/clients", this::create),
        new Route("GET", "/admin/clients/{id}", this::show),
        new Route(
            "GET",
            "/admin/changes",
            request -> listed(request, changes, Change::targetId, JournalJson::change)),
        new Route(
            "GET",
            "/admin/calls",
            request ->
                listed(request, calls, call -> call.targetId().orElse(""), JournalJson::call)),
        new Route(
            "POST",
            "/admin/tokens/revoke",
            request -> {
              tokens.revokeAll();
              return Replies.empty(204);
            }));
  }

  /** One client or a list of them; either all of them are created, or none is. */
  private Reply create(IncomingRequest request) {
    List<OAuthClient> created = new ArrayList<>();
    try {
      JsonNode body = Replies.JSON.readTree(request.body().utf8());
      for (JsonNode one : body.isArray() ? body : Replies.JSON.createArrayNode().add(body)) {
        created.add(NewClientJson.read(one));
      }
    } catch (JsonProcessingException | MalformedClientException e) {
      return Replies.adminError(400, e.getMessage());
    }
    Optional<String> taken = clients.addAll(created);
    if (taken.isPresent()) {
      return Replies.adminError(409, "there is a client " + taken.get() + " already");
    }
    ArrayNode answer = Replies.JSON.createArrayNode();
    created.forEach(client -> answer.add(OAuthClientJson.write(client)));
    return Replies.json(201, answer);
  }

  private Reply show(IncomingRequest request) {
    return request
        .id()
        .flatMap(clients::find)
        .map(stored -> Replies.json(200, OAuthClientJson.write(stored.current())))
        .orElseGet(() -> Replies.adminError(404, "no such client"));
  }

  /** {@code ?targetId=} narrows; {@code total} also counts what the journal forgot. */
  private static <T> Reply listed(
      IncomingRequest request,
      Journal<T> journal,
      Function<T, String> targetId,
      Function<T, ObjectNode> json) {
    Optional<String> wanted = Optional.ofNullable(request.query().get("targetId"));
    Stream<T> entries =
        journal.entries().stream()
            .filter(entry -> wanted.isEmpty() || wanted.get().equals(targetId.apply(entry)));
    ObjectNode body = Replies.JSON.createObjectNode().put("total", journal.total());
    ArrayNode list = body.putArray("entries");
    entries.map(json).forEach(list::add);
    return Replies.json(200, body);
  }
}
