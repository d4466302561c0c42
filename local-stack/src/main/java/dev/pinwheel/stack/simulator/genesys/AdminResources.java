package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.IncomingRequest;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.stack.simulator.http.Route;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Creates, shows and changes resources of one kind behind the platform's back. */
final class AdminResources<R extends PlatformResource<R>> {

  /** Reads a resource as an admin call describes it. */
  @FunctionalInterface
  interface Reader<R> {

    /**
     * Reads it.
     *
     * @param present what there is under this id; empty for a new one
     */
    R read(Optional<R> present, JsonNode json) throws MalformedClientException;
  }

  private final Resources<R> resources;
  private final Reader<R> reader;
  private final BiFunction<R, Instant, ObjectNode> shown;
  private final Clock clock;

  AdminResources(
      Resources<R> resources,
      Reader<R> reader,
      BiFunction<R, Instant, ObjectNode> shown,
      Clock clock) {
    this.resources = resources;
    this.reader = reader;
    this.shown = shown;
    this.clock = clock;
  }

  List<Route> routes(String path) {
    return List.of(
        new Route("POST", path, this::create),
        new Route("GET", path + "/{id}", this::show),
        new Route("POST", path + "/{id}", this::change));
  }

  /** One resource or a list of them; either all of them are created, or none is. */
  private Reply create(IncomingRequest request) {
    List<R> created = new ArrayList<>();
    try {
      JsonNode body = Replies.JSON.readTree(request.body().utf8());
      for (JsonNode one : body.isArray() ? body : Replies.JSON.createArrayNode().add(body)) {
        created.add(reader.read(Optional.empty(), one));
      }
    } catch (JsonProcessingException | MalformedClientException e) {
      return Replies.adminError(400, e.getMessage());
    }
    Optional<String> taken = resources.addAll(created);
    if (taken.isPresent()) {
      return Replies.adminError(409, "there is one with the id " + taken.get() + " already");
    }
    ArrayNode answer = Replies.JSON.createArrayNode();
    created.forEach(one -> answer.add(shown.apply(one, clock.instant())));
    return Replies.json(201, answer);
  }

  private Reply show(IncomingRequest request) {
    return request
        .id()
        .flatMap(resources::find)
        .map(stored -> Replies.json(200, shown.apply(stored.current(), clock.instant())))
        .orElseGet(() -> Replies.adminError(404, "there is none with this id"));
  }

  /** What the body names is changed, everything else stays. */
  private Reply change(IncomingRequest request) {
    Optional<StoredResource<R>> stored = request.id().flatMap(resources::find);
    if (stored.isEmpty()) {
      return show(request);
    }
    try {
      JsonNode body = Replies.JSON.readTree(request.body().utf8());
      R next = reader.read(Optional.of(stored.get().current()), body);
      stored.get().replace(current -> next);
      return show(request);
    } catch (JsonProcessingException | MalformedClientException e) {
      return Replies.adminError(400, e.getMessage());
    }
  }
}
