package dev.pinwheel.requests.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.requests.intake.Fault;
import dev.pinwheel.requests.intake.FaultCode;
import dev.pinwheel.requests.intake.Intake;
import dev.pinwheel.requests.intake.RequestFields;
import dev.pinwheel.requests.timeline.EventSightings;
import dev.pinwheel.requests.timeline.Events;
import dev.pinwheel.requests.timeline.Notification;
import dev.pinwheel.requests.timeline.Rotation;
import dev.pinwheel.requests.timeline.RotationState;
import dev.pinwheel.requests.timeline.Timelines;
import dev.pinwheel.requests.waiting.Wait;
import dev.pinwheel.schemas.TargetKind;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is written by hand; here it is held against the code. */
class OpenApiTest {

  private final JsonNode document = read(DocumentationRoutes.resource("openapi.json"));

  @Test
  void hasEveryRouteAndNoOther() {
    RotationRoutes rotations = new RotationRoutes(null, null, null, null, null, 0);
    Javalin server =
        Javalin.create(
            config -> {
              rotations.addTo(config.routes);
              new DocumentationRoutes().addTo(config.routes);
            });

    Set<String> routes =
        server.unsafe.internalRouter.allHttpHandlers().stream()
            .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
            .filter(route -> !route.startsWith("BEFORE"))
            .collect(Collectors.toSet());
    Set<String> documented = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        verb ->
                            documented.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(documented).isEqualTo(routes);
  }

  @Test
  void hasEveryFieldOfARequest() {
    assertThat(names(schema("RotationRequest").path("properties")))
        .isEqualTo(RequestFields.request());
    assertThat(names(schema("Target").path("properties"))).isEqualTo(RequestFields.target());
    assertThat(names(schema("Credentials").path("properties")))
        .isEqualTo(RequestFields.credentials());
    assertThat(names(schema("NewEndpoint").path("properties")))
        .isEqualTo(RequestFields.newEndpoint());
  }

  @Test
  void hasEveryClosedSet() {
    assertThat(closedSet("Fault", "code")).isEqualTo(names(FaultCode.values()));
    assertThat(closedSet("Fault", "violation")).isEqualTo(RequestFields.violations());
    assertThat(closedSet("Problem", "code")).isEqualTo(names(ProblemCode.values()));
    assertThat(closedSet("Rotation", "state")).isEqualTo(names(RotationState.values()));
    assertThat(closedSet("Rotation", "notification")).isEqualTo(names(Notification.values()));
    assertThat(closedSet("Target", "kind"))
        .isEqualTo(names(TargetKind.values()).stream().filter(k -> !k.equals("UNKNOWN")).toList());
  }

  @Test
  void hasEveryFieldOfAnAnswer() {
    Events events = new Events("a", new UUID(0, 1), Instant.EPOCH);
    Timelines timelines = new Timelines(1);
    timelines.add(EventSightings.of(events.requested()).orElseThrow());
    Map<String, Object> rotation =
        RotationDocuments.rotation(
            timelines.find(events.rotationId()).orElseThrow(),
            Optional.of(new Wait.Waiting("RATE_LIMIT", "a reason", "since", "until", 2)));
    JsonNode document = read(RotationDocuments.json(rotation));
    JsonNode event = document.path("events").path(0);

    assertThat(names(schema("Rotation").path("properties"))).isEqualTo(rotation.keySet());
    assertThat(names(schema("Event").path("properties"))).isEqualTo(names(event));
    assertThat(names(schema("Waiting").path("properties")))
        .isEqualTo(names(document.path("waiting")));
    Map<String, Object> accepted =
        RotationDocuments.accepted(
                new Intake.Accepted(
                    List.of(events.requested()),
                    List.of(List.of(new Note(Note.Kind.REORDERED, "put in order"))),
                    false))
            .getFirst();
    assertThat(names(schema("Accepted").path("properties"))).isEqualTo(accepted.keySet());
    assertThat(names(schema("Note").path("properties")))
        .isEqualTo(names(read(RotationDocuments.json(accepted)).path("notes").path(0)));
    assertThat(names(schema("Problem").path("properties")))
        .containsAll(Problem.of(404, ProblemCode.NOT_FOUND, "").document().keySet());
  }

  @Test
  void hasEveryFieldOfAFault() {
    Fault fault = new Fault("", FaultCode.NO_CERTIFICATE, "", Optional.of(ViolationCode.PEM_EMPTY));
    JsonNode error =
        read(RotationDocuments.json(Problem.of(List.of(fault)).document())).path("errors").path(0);

    assertThat(names(schema("Fault").path("properties"))).isEqualTo(names(error));
  }

  @Test
  void hasEveryStateOfAWait() {
    Events events = new Events("a", new UUID(0, 1), Instant.EPOCH);
    Timelines timelines = new Timelines(1);
    timelines.add(EventSightings.of(events.requested()).orElseThrow());
    Rotation rotation = timelines.find(events.rotationId()).orElseThrow();

    assertThat(
            List.of(
                    new Wait.Waiting("RATE_LIMIT", "a reason", "since", "until", 2),
                    new Wait.NotWaiting(),
                    new Wait.Unknown("a reason"))
                .stream()
                .map(wait -> RotationDocuments.rotation(rotation, Optional.of(wait)))
                .map(told -> read(RotationDocuments.json(told)).at("/waiting/state").asText()))
        .isEqualTo(closedSet("Waiting", "state"));
    assertThat(RotationDocuments.rotation(rotation, Optional.empty()))
        .containsEntry("waiting", null);
  }

  @Test
  void refersOnlyToSchemasThatAreThere() {
    List<String> references = document.findValuesAsText("$ref");

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference -> assertThat(document.at(reference.substring(1)).isObject()).isTrue());
  }

  @Test
  void thePageLoadsNothingFromElsewhere() {
    assertThat(DocumentationRoutes.resource("docs.html"))
        .contains("fetch(\"openapi.json\")")
        .doesNotContain("src=", "http://", "https://", "innerHTML");
  }

  private JsonNode schema(String name) {
    JsonNode schema = document.path("components").path("schemas").path(name);
    assertThat(schema.isObject()).as(name).isTrue();
    return schema;
  }

  private List<String> closedSet(String schema, String field) {
    List<String> values = new ArrayList<>();
    schema(schema).path("properties").path(field).path("enum").forEach(v -> values.add(v.asText()));
    return values;
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode read(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
