package dev.pinwheel.stack.simulator.pki;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.Journal;
import dev.pinwheel.stack.simulator.http.Replies;

/** The journal of the PKI manager as admin calls show it. */
final class ReceivedJson {

  private ReceivedJson() {}

  static ObjectNode list(Journal<Received> journal) {
    ObjectNode body = Replies.JSON.createObjectNode().put("total", journal.total());
    ArrayNode list = body.putArray("entries");
    journal.entries().forEach(received -> list.add(one(received)));
    return body;
  }

  /** How many deliveries ended how; every code is there, also with 0. */
  static ObjectNode counts(Journal<Received> journal) {
    ObjectNode counts = Replies.JSON.createObjectNode();
    for (Verification verification : Verification.values()) {
      counts.put(
          verification.name(),
          journal.entries().stream()
              .filter(received -> received.verification().stream().anyMatch(verification::equals))
              .count());
    }
    return counts.put(
        "NOT_LOOKED_AT",
        journal.entries().stream().filter(received -> received.verification().isEmpty()).count());
  }

  private static ObjectNode one(Received received) {
    ObjectNode json =
        Replies.JSON
            .createObjectNode()
            .put("at", received.at().toString())
            .put("id", received.id())
            .put("endpoint", received.endpoint())
            .put("body", received.body().utf8())
            .put("accepted", received.accepted())
            .put("duplicate", received.duplicate())
            .put("status", received.status());
    received.verification().ifPresent(verdict -> json.put("verification", verdict.name()));
    received.fault().ifPresent(fault -> json.put("fault", fault.name()));
    return json;
  }
}
