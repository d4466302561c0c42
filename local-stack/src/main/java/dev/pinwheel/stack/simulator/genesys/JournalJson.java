package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.http.Replies;

/** Journal entries as admin calls show them. */
final class JournalJson {

  private JournalJson() {}

  static ObjectNode change(Change change) {
    ObjectNode json =
        Replies.JSON
            .createObjectNode()
            .put("kind", change.kind().name())
            .put("targetId", change.targetId())
            .put("version", change.version())
            .put("at", change.at().toString())
            .put("changedBy", change.changedBy())
            .put("requestId", change.requestId());
    change.idempotencyKey().ifPresent(key -> json.put("idempotencyKey", key));
    ArrayNode oldPins = json.putArray("oldPins");
    change.oldPins().forEach(oldPins::add);
    ArrayNode newPins = json.putArray("newPins");
    change.newPins().forEach(newPins::add);
    return json;
  }

  static ObjectNode call(Call call) {
    ObjectNode json =
        Replies.JSON
            .createObjectNode()
            .put("at", call.at().toString())
            .put("requestId", call.requestId())
            .put("method", call.method())
            .put("path", call.path())
            .put("status", call.status());
    call.targetId().ifPresent(id -> json.put("targetId", id));
    call.clientId().ifPresent(id -> json.put("clientId", id));
    call.idempotencyKey().ifPresent(key -> json.put("idempotencyKey", key));
    call.fault().ifPresent(fault -> json.put("fault", fault.name()));
    return json;
  }
}
