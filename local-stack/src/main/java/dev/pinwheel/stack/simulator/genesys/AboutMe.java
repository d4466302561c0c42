package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.genesys.Authorisation.Admitted;
import dev.pinwheel.stack.simulator.genesys.Authorisation.TurnedAway;
import dev.pinwheel.stack.simulator.genesys.Tokens.Bearer;
import dev.pinwheel.stack.simulator.http.Replies;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the platform tells a caller of itself: {@code TokenInfo} and {@code AuthzSubject} of Genesys
 * Cloud's public API. Any token may ask.
 */
final class AboutMe {

  static final String ORGANISATION_ID = "7d2c0f0e-51a4-4a7e-8f0b-6a1f6b2f9c55";

  private static final String HOME_DIVISION = "a3f2b1c4-9d38-4b44-8a0f-0d7b3e5c6f11";

  private final Authorisation authorisation;

  AboutMe(Authorisation authorisation) {
    this.authorisation = authorisation;
  }

  List<ApiCall> calls() {
    return List.of(
        about("/api/v2/tokens/me", AboutMe::token),
        about("/api/v2/authorization/subjects/me", this::subject));
  }

  private ApiCall about(String path, Function<Bearer.Known, ObjectNode> told) {
    return new ApiCall(
        "GET",
        path,
        Optional.empty(),
        Set.of(),
        call ->
            switch (authorisation.check(call, Set.of())) {
              case TurnedAway away -> away.reply();
              case Admitted admitted ->
                  Replies.json(200, told.apply(admitted.bearer())).with(admitted.rateHeaders());
            });
  }

  private static ObjectNode token(Bearer.Known bearer) {
    ObjectNode json = Replies.JSON.createObjectNode();
    for (String field : List.of("organization", "homeOrganization")) {
      json.putObject(field).put("id", ORGANISATION_ID).put("name", "Simulated organisation");
    }
    ArrayNode scopes = json.putArray("authorizedScope");
    new TreeSet<>(bearer.scopes()).forEach(scopes::add);
    json.putObject("OAuthClient").put("id", bearer.clientId()).put("name", bearer.clientId());
    return json;
  }

  private ObjectNode subject(Bearer.Known bearer) {
    ObjectNode json =
        Replies.JSON.createObjectNode().put("id", bearer.clientId()).put("name", bearer.clientId());
    ArrayNode grants = json.putArray("grants");
    for (String role : new TreeSet<>(authorisation.roles(bearer.clientId()))) {
      ObjectNode grant = grants.addObject().put("subjectId", bearer.clientId());
      grant.putObject("division").put("id", HOME_DIVISION).put("name", "Home");
      grant.putObject("role").put("id", role.toLowerCase(Locale.ROOT)).put("name", role);
    }
    return json.put("selfUri", "/api/v2/authorization/subjects/" + bearer.clientId());
  }
}
