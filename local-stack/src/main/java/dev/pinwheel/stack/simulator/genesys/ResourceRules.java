package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.schemas.TargetKind;
import java.time.Instant;
import java.util.Set;

/** What is particular to one kind of resource: who may, what is taken, how it is shown. */
interface ResourceRules<R> {

  TargetKind kind();

  /** Scopes that a read needs, all of them. */
  Set<String> readScopes();

  /** Scopes that a write needs, all of them. */
  Set<String> writeScopes();

  /** What the platform makes of a body; the version is not counted up yet. */
  PatchVerdict<R> judge(R current, JsonNode body, Instant now);

  /** The resource as the API shows it at an instant. */
  ObjectNode show(R resource, Instant now);

  /** The same with a stored pin that nobody set. */
  R withPinOfNobody(R resource, String pin);
}
