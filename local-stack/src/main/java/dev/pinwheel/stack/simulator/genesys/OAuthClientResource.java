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
import java.util.function.Function;
import okio.ByteString;

/** {@code /api/v2/oauth/clients/{id}}. */
final class OAuthClientResource {

  private final OAuthClients clients;
  private final Authorisation authorisation;
  private final Journal<Change> changes;

  OAuthClientResource(OAuthClients clients, Authorisation authorisation, Journal<Change> changes) {
    this.clients = clients;
    this.authorisation = authorisation;
    this.changes = changes;
  }

  Reply read(OngoingCall call) {
    return admitted(
        call,
        OrganisationClient.READ,
        stored -> {
          if (call.suffers(FaultType.STALE_READ)) {
            return shown(stored.previous());
          }
          OAuthClient current = stored.current();
          return call.suffers(FaultType.WRONG_PIN_READ)
              ? shown(current.withPrimaryPin(pinOfNobody(current.id())))
              : shown(current);
        });
  }

  Reply write(OngoingCall call) {
    return admitted(call, OrganisationClient.UPDATE, stored -> written(call, stored));
  }

  private Reply admitted(
      OngoingCall call, String scope, Function<StoredClient, Reply> onceAdmitted) {
    return switch (authorisation.check(call, scope)) {
      case TurnedAway away -> away.reply();
      case Admitted admitted ->
          call.request()
              .id()
              .flatMap(clients::find)
              .map(onceAdmitted)
              .orElseGet(() -> PlatformErrors.ofStatus(404, call.contextId()))
              .with(admitted.rateHeaders());
    };
  }

  private Reply written(OngoingCall call, StoredClient stored) {
    JsonNode patch;
    try {
      patch = Replies.JSON.readTree(call.request().body().utf8());
    } catch (JsonProcessingException e) {
      return badRequest(call, "The request body is not JSON: " + e.getOriginalMessage());
    }
    Write write =
        new Write(call.request().body(), call.idempotencyKey(), call.request().header("If-Match"));
    return switch (stored.write(write, patch, call.suffers(FaultType.DROP_WRITE))) {
      case Changed changed -> {
        if (changed.effective()) {
          call.stateChanged();
          changes.add(change(call, changed));
        }
        yield shown(changed.after());
      }
      case Repeated repeated -> shown(repeated.answered()).with("Idempotency-Replayed", "true");
      case KeyReused reused ->
          PlatformErrors.of(
              409,
              "idempotency.key.reused",
              "The Idempotency-Key was used with another body.",
              call.contextId());
      case Stale stale -> PlatformErrors.ofStatus(412, call.contextId());
      case NotAllowed no ->
          switch (no.refusal().reason()) {
            case BAD_REQUEST -> badRequest(call, no.refusal().message());
            case COMPLIANCE ->
                PlatformErrors.compliance(no.refusal().message(), call.at(), call.requestId());
          };
    };
  }

  private static Change change(OngoingCall call, Changed changed) {
    return new Change(
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

  private static Reply shown(OAuthClient client) {
    return Replies.json(200, OAuthClientJson.write(client)).with("ETag", client.etag());
  }

  /** A well-formed pin that no certificate has. */
  private static String pinOfNobody(String id) {
    return ByteString.encodeUtf8("wrong pin of " + id).sha256().base64();
  }
}
