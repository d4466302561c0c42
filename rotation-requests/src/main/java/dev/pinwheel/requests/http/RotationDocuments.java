package dev.pinwheel.requests.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.requests.intake.Intake;
import dev.pinwheel.requests.intake.JsonDocument;
import dev.pinwheel.requests.timeline.Rotation;
import dev.pinwheel.requests.timeline.TimelineEvent;
import dev.pinwheel.requests.waiting.Wait;
import dev.pinwheel.schemas.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The JSON documents that the API answers with, in the order of their fields. */
final class RotationDocuments {

  private RotationDocuments() {}

  static String json(Object document) {
    try {
      return JsonDocument.MAPPER.writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("documents are made of maps, lists, texts and numbers", e);
    }
  }

  static String path(UUID rotationId) {
    return "/v1/rotations/" + rotationId;
  }

  static List<Map<String, Object>> accepted(Intake.Accepted accepted) {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (int index = 0; index < accepted.events().size(); index++) {
      UUID rotationId = accepted.events().get(index).getRotationId();
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("rotationId", rotationId.toString());
      document.put("statusUrl", path(rotationId));
      document.put(
          "notes", accepted.notes().get(index).stream().map(RotationDocuments::note).toList());
      documents.add(document);
    }
    return documents;
  }

  private static Map<String, Object> note(Note note) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", note.kind().name());
    document.put("message", note.message());
    return document;
  }

  static Map<String, Object> rotation(Rotation rotation) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("rotationId", rotation.name().rotationId().toString());
    document.put("target", target(rotation.target()));
    document.put("state", rotation.state().name());
    document.put("notification", rotation.notification().name());
    document.put("requestedAt", rotation.requestedAt().toString());
    document.put("events", rotation.events().stream().map(RotationDocuments::event).toList());
    return document;
  }

  /**
   * The same with what executors say.
   *
   * @param wait empty where the rotation has ended
   */
  static Map<String, Object> rotation(Rotation rotation, Optional<Wait> wait) {
    Map<String, Object> document = rotation(rotation);
    document.put("waiting", wait.map(RotationDocuments::waiting).orElse(null));
    return document;
  }

  private static Map<String, Object> waiting(Wait wait) {
    Map<String, Object> document = new LinkedHashMap<>();
    switch (wait) {
      case Wait.Waiting waiting -> {
        document.put("state", "WAITING");
        document.put("code", waiting.code());
        document.put("reason", waiting.reason());
        document.put("since", waiting.since());
        document.put("until", waiting.until());
        document.put("attempt", waiting.attempt());
      }
      case Wait.NotWaiting none -> document.put("state", "NOT_WAITING");
      case Wait.Unknown unknown -> {
        document.put("state", "UNKNOWN");
        document.put("reason", unknown.reason());
      }
    }
    return document;
  }

  static Map<String, Object> rotations(List<Rotation> rotations) {
    return Map.of("rotations", rotations.stream().map(RotationDocuments::rotation).toList());
  }

  private static Map<String, Object> event(TimelineEvent event) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", event.type());
    document.put("at", event.at().toString());
    document.put("eventId", event.eventId().toString());
    document.put("detail", event.detail());
    return document;
  }

  private static Map<String, Object> target(Target target) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", target.getKind().name());
    document.put("region", target.getRegion());
    document.put("id", target.getId());
    if (target.getEdgeId() != null) {
      document.put("edgeId", target.getEdgeId());
    }
    if (target.getOrganizationId() != null) {
      document.put("organizationId", target.getOrganizationId());
    }
    return document;
  }
}
