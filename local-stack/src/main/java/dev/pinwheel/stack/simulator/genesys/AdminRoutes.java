package dev.pinwheel.stack.simulator.genesys;

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

  private final Organisation organisation;
  private final Journal<Change> changes;
  private final Journal<Call> calls;
  private final Tokens tokens;

  AdminRoutes(
      Organisation organisation, Journal<Change> changes, Journal<Call> calls, Tokens tokens) {
    this.organisation = organisation;
    this.changes = changes;
    this.calls = calls;
    this.tokens = tokens;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>(organisation.adminRoutes());
    routes.addAll(
        List.of(
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
                })));
    return routes;
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
