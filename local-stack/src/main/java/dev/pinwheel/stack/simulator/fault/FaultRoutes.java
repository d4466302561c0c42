package dev.pinwheel.stack.simulator.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.IncomingRequest;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.stack.simulator.http.Route;
import java.util.ArrayList;
import java.util.List;

/** {@code /admin/faults}: POST one or many, GET with hit counts, DELETE all. */
public final class FaultRoutes {

  private FaultRoutes() {}

  public static List<Route> over(FaultPlan plan) {
    return List.of(
        new Route("POST", "/admin/faults", request -> add(plan, request)),
        new Route("GET", "/admin/faults", request -> Replies.json(200, listed(plan))),
        new Route(
            "DELETE",
            "/admin/faults",
            request -> {
              plan.clear();
              return Replies.empty(204);
            }));
  }

  /** All of the call's faults are switched on, or none is. */
  private static Reply add(FaultPlan plan, IncomingRequest request) {
    try {
      JsonNode body = Replies.JSON.readTree(request.body().utf8());
      List<PlannedFault> faults = new ArrayList<>();
      for (JsonNode rule : body.isArray() ? body : Replies.JSON.createArrayNode().add(body)) {
        PlannedFault planned = FaultJson.read(rule);
        if (!plan.canPlay(planned.fault())) {
          throw new MalformedFaultException(
              planned.fault().type() + " has no meaning in this simulator");
        }
        faults.add(planned);
      }
      for (PlannedFault planned : faults) {
        plan.add(planned.match(), planned.fault(), planned.times());
      }
      return Replies.json(201, listed(plan));
    } catch (JsonProcessingException | MalformedFaultException e) {
      return Replies.adminError(400, e.getMessage());
    }
  }

  private static ArrayNode listed(FaultPlan plan) {
    ArrayNode rules = Replies.JSON.createArrayNode();
    plan.list().forEach(planned -> rules.add(FaultJson.write(planned)));
    return rules;
  }
}
