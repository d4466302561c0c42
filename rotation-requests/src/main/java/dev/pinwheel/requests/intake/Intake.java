package dev.pinwheel.requests.intake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.chain.finding.Note;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Decides what a body asks for: events to publish, or everything that is wrong with it. */
public final class Intake {

  /** What became of a body. */
  public sealed interface Decision {}

  /**
   * Rotations to ask for, in the order of the body.
   *
   * @param notes what others are known to say of each one's chain, in the same order
   * @param many whether the body was an array, so that the answer is to be one
   */
  public record Accepted(List<RotationRequested> events, List<List<Note>> notes, boolean many)
      implements Decision {
    public Accepted {
      events = List.copyOf(events);
      notes = List.copyOf(notes);
    }
  }

  /** Nothing of the body is done. */
  public record Refused(List<Fault> faults) implements Decision {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  private final SubmissionReader reader;

  /** An intake that takes requests for some kinds of targets. */
  public Intake(Set<TargetKind> enabled) {
    this.reader = new SubmissionReader(enabled);
  }

  /**
   * Reads a body. Each rotation's id is the one in the body, or derived from the idempotency key,
   * or random: the most explicit wins.
   */
  public Decision decide(
      byte[] body,
      String principal,
      Optional<String> idempotencyKey,
      Instant now,
      Supplier<UUID> randomIds) {
    List<Fault> faults = new ArrayList<>();
    idempotencyKey.flatMap(IdempotencyKey::fault).ifPresent(faults::add);
    return switch (JsonDocument.parse(body)) {
      case JsonDocument.Refused(Fault fault) -> {
        faults.add(fault);
        yield new Refused(faults);
      }
      case JsonDocument.Parsed(JsonNode root) -> {
        List<Submission> submissions = submissions(root, faults);
        if (!faults.isEmpty()) {
          yield new Refused(faults);
        }
        List<RotationRequested> events = new ArrayList<>();
        for (int index = 0; index < submissions.size(); index++) {
          UUID id = id(submissions.get(index), index, principal, idempotencyKey, randomIds);
          events.add(submissions.get(index).event(principal, id, now));
        }
        List<List<Note>> notes =
            submissions.stream().map(submission -> submission.sent().notes(now)).toList();
        yield new Accepted(events, notes, root.isArray());
      }
    };
  }

  private List<Submission> submissions(JsonNode root, List<Fault> faults) {
    if (!root.isArray()) {
      return reader.read(root, "", faults).stream().toList();
    }
    if (root.isEmpty()) {
      faults.add(new Fault("", FaultCode.NO_ROTATIONS, "expected at least one rotation"));
    }
    List<Submission> submissions = new ArrayList<>();
    Set<UUID> ids = new HashSet<>();
    for (int index = 0; index < root.size(); index++) {
      String pointer = "/" + index;
      Optional<Submission> submission = reader.read(root.get(index), pointer, faults);
      submission.ifPresent(submissions::add);
      submission
          .flatMap(Submission::rotationId)
          .filter(id -> !ids.add(id))
          .ifPresent(
              id ->
                  faults.add(
                      new Fault(
                          pointer + "/rotationId",
                          FaultCode.DUPLICATE_ROTATION_ID,
                          "another rotation of this request has the same id")));
    }
    return submissions;
  }

  private static UUID id(
      Submission submission,
      int index,
      String principal,
      Optional<String> idempotencyKey,
      Supplier<UUID> randomIds) {
    return submission
        .rotationId()
        .or(() -> idempotencyKey.map(key -> new IdempotencyKey(principal, key).rotationId(index)))
        .orElseGet(randomIds);
  }
}
