package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.stack.simulator.Journal;
import dev.pinwheel.stack.simulator.fault.FaultType;
import dev.pinwheel.stack.simulator.genesys.Authorisation.Admitted;
import dev.pinwheel.stack.simulator.genesys.Authorisation.TurnedAway;
import dev.pinwheel.stack.simulator.genesys.WriteResult.Changed;
import dev.pinwheel.stack.simulator.genesys.WriteResult.KeyReused;
import dev.pinwheel.stack.simulator.genesys.WriteResult.NotAllowed;
import dev.pinwheel.stack.simulator.genesys.WriteResult.Repeated;
import dev.pinwheel.stack.simulator.genesys.WriteResult.Stale;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.Replies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import okio.ByteString;

/** Reading and writing the resources of one kind. */
final class ResourceApi<R extends PlatformResource<R>> {

  private final ResourceRules<R> rules;
  private final Resources<R> resources;
  private final Authorisation authorisation;
  private final Journal<Change> changes;

  ResourceApi(
      ResourceRules<R> rules,
      Resources<R> resources,
      Authorisation authorisation,
      Journal<Change> changes) {
    this.rules = rules;
    this.resources = resources;
    this.authorisation = authorisation;
    this.changes = changes;
  }

  /** The calls of a resource at a path, one to read and one to write. */
  List<ApiCall> calls(String path, String writeMethod) {
    return List.of(
        new ApiCall(
            "GET",
            path,
            Optional.of(rules.kind()),
            Set.of(FaultType.STALE_READ, FaultType.WRONG_PIN_READ),
            this::read),
        new ApiCall(
            writeMethod,
            path,
            Optional.of(rules.kind()),
            Set.of(FaultType.DROP_WRITE),
            this::write));
  }

  /**
   * The call that creates one.
   *
   * @param path of the collection
   * @param id what it is called, by the id that the body names and the call's Idempotency-Key
   * @param bare one of an id that holds nothing yet, at version 0
   */
  ApiCall creation(
      String path,
      BiFunction<Optional<String>, Optional<String>, String> id,
      Function<String, R> bare) {
    return new ApiCall(
        "POST",
        path,
        Optional.of(rules.kind()),
        Set.of(FaultType.DROP_WRITE),
        call ->
            switch (authorisation.check(call, rules.writeScopes())) {
              case TurnedAway away -> away.reply();
              case Admitted admitted -> create(call, id, bare).with(admitted.rateHeaders());
            });
  }

  private Reply create(
      OngoingCall call,
      BiFunction<Optional<String>, Optional<String>, String> id,
      Function<String, R> bare) {
    return withBody(
        call,
        body -> {
          Optional<String> named = Optional.ofNullable(body.path("id").textValue());
          StoredResource<R> fresh;
          try {
            fresh = new StoredResource<>(bare.apply(id.apply(named, call.idempotencyKey())));
          } catch (IllegalArgumentException e) {
            return badRequest(call, e.getMessage());
          }
          return resources.create(
              fresh,
              () -> written(call, fresh, body, 201),
              there ->
                  written(
                      call,
                      there,
                      current ->
                          new PatchVerdict.Refused<>(
                              PatchVerdict.Refused.Reason.EXISTS, "There is one with this id."),
                      201));
        });
  }

  private Reply read(OngoingCall call) {
    return admitted(
        call,
        rules.readScopes(),
        stored -> {
          if (call.suffers(FaultType.STALE_READ)) {
            return shown(call, stored.previous(), 200);
          }
          R current = stored.current();
          return call.suffers(FaultType.WRONG_PIN_READ)
              ? shown(call, rules.withPinOfNobody(current, pinOfNobody(current.id())), 200)
              : shown(call, current, 200);
        });
  }

  private Reply write(OngoingCall call) {
    return admitted(
        call,
        rules.writeScopes(),
        stored -> withBody(call, body -> written(call, stored, body, 200)));
  }

  private Reply admitted(
      OngoingCall call, Set<String> scopes, Function<StoredResource<R>, Reply> onceAdmitted) {
    return switch (authorisation.check(call, scopes)) {
      case TurnedAway away -> away.reply();
      case Admitted admitted ->
          call.request()
              .id()
              .flatMap(resources::find)
              .map(onceAdmitted)
              .orElseGet(() -> PlatformErrors.ofStatus(404, call.contextId()))
              .with(admitted.rateHeaders());
    };
  }

  private static Reply withBody(OngoingCall call, Function<JsonNode, Reply> use) {
    JsonNode body;
    try {
      body = Replies.JSON.readTree(call.request().body().utf8());
    } catch (JsonProcessingException e) {
      return badRequest(call, "The request body is not JSON: " + e.getOriginalMessage());
    }
    return use.apply(body);
  }

  private Reply written(OngoingCall call, StoredResource<R> stored, JsonNode body, int status) {
    return written(call, stored, current -> rules.judge(current, body, call.at()), status);
  }

  private Reply written(
      OngoingCall call, StoredResource<R> stored, Function<R, PatchVerdict<R>> judge, int status) {
    Write write =
        new Write(call.request().body(), call.idempotencyKey(), call.request().header("If-Match"));
    return switch (stored.write(write, judge, call.suffers(FaultType.DROP_WRITE))) {
      case Changed<R> changed -> {
        if (changed.effective()) {
          call.stateChanged();
          changes.add(change(call, changed));
        }
        yield shown(call, changed.after(), status);
      }
      case Repeated<R> repeated ->
          shown(call, repeated.answered(), status).with("Idempotency-Replayed", "true");
      case KeyReused<R> reused ->
          PlatformErrors.of(
              409,
              "idempotency.key.reused",
              "The Idempotency-Key was used with another body.",
              call.contextId());
      case Stale<R> stale -> PlatformErrors.ofStatus(412, call.contextId());
      case NotAllowed<R> no ->
          switch (no.refusal().reason()) {
            case BAD_REQUEST -> badRequest(call, no.refusal().message());
            case FORBIDDEN ->
                PlatformErrors.of(403, "forbidden", no.refusal().message(), call.contextId());
            case EXISTS ->
                PlatformErrors.of(
                    409, "general.conflict", no.refusal().message(), call.contextId());
            case COMPLIANCE ->
                PlatformErrors.compliance(no.refusal().message(), call.at(), call.requestId());
          };
    };
  }

  private Change change(OngoingCall call, Changed<R> changed) {
    return new Change(
        rules.kind(),
        changed.after().id(),
        call.idempotencyKey(),
        changed.before().pins(),
        changed.after().pins(),
        changed.after().version(),
        call.at(),
        call.clientId().orElseThrow(),
        call.requestId());
  }

  private static Reply badRequest(OngoingCall call, String message) {
    return PlatformErrors.of(400, "bad.request", message, call.contextId());
  }

  private Reply shown(OngoingCall call, R resource, int status) {
    return Replies.json(status, rules.show(resource, call.at())).with("ETag", resource.etag());
  }

  /** A well-formed pin that no certificate has. */
  private static String pinOfNobody(String id) {
    return ByteString.encodeUtf8("wrong pin of " + id).sha256().base64();
  }
}
