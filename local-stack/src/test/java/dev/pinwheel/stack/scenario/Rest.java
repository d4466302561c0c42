package dev.pinwheel.stack.scenario;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Topic;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.evidence.AuditEvidence;
import dev.pinwheel.stack.evidence.Follower;
import dev.pinwheel.testing.promise.Evidence.Event;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;

/**
 * When a pipeline has come to rest: nothing that a stage reads is left uncommitted, no transaction
 * is open, everything accepted has ended and was told, and the audit log holds every event. What is
 * seen then is final, so that a duplicate cannot hide behind an early look.
 */
final class Rest {

  private static final List<String> GROUPS =
      List.of(Topics.CHAIN_VALIDATOR, Topics.API_EXECUTOR, Topics.WEBHOOK_DELIVERY);

  private final LocalStack stack;
  private final Follower follower;
  private final Supplier<List<Rotation>> accepted;
  private String missing = "everything";

  Rest(LocalStack stack, Follower follower, Supplier<List<Rotation>> accepted) {
    this.stack = stack;
    this.follower = follower;
    this.accepted = accepted;
  }

  void await(Duration limit) {
    try (Admin admin = Admin.create(stack.kafkaClient())) {
      ScenarioRun.eventually()
          .atMost(limit)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> reached(admin));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("no rest after " + limit + ": " + missing, e);
    }
  }

  private boolean reached(Admin admin) throws ExecutionException, InterruptedException {
    missing = unfinished(follower.events());
    if (missing.isEmpty()) {
      missing = unread(admin);
    }
    if (missing.isEmpty()) {
      missing = unaudited(follower.events());
    }
    return missing.isEmpty();
  }

  private String unfinished(List<Event> events) {
    Set<Rotation> open = new HashSet<>(accepted.get());
    Set<UUID> untold = new HashSet<>();
    events.forEach(
        event -> {
          switch (event.value()) {
            case ApiApplied applied -> {
              open.remove(Rotation.of(applied.getTarget(), applied.getRotationId()));
              untold.add(applied.getEventId());
            }
            case RotationFailed failed -> {
              open.remove(Rotation.of(failed.getTarget(), failed.getRotationId()));
              untold.add(failed.getEventId());
            }
            default -> {
              // no outcome
            }
          }
        });
    events.forEach(
        event -> {
          switch (event.value()) {
            case WebhookDelivered told -> untold.remove(told.getTerminalEventId());
            case WebhookDeadLettered told -> untold.remove(told.getTerminalEventId());
            default -> {
              // no ending of a webhook
            }
          }
        });
    return open.isEmpty() && untold.isEmpty()
        ? ""
        : "%d rotations without an outcome, %d outcomes untold, such as %s"
            .formatted(open.size(), untold.size(), open.stream().limit(3).toList());
  }

  /** Records that a stage has not committed, or that the follower has not seen. */
  private String unread(Admin admin) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = follower.ends();
    for (String group : GROUPS) {
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      for (Topic topic : Topics.all()) {
        if (!topic.readers().contains(group) || topic.name().endsWith("-ledger")) {
          continue;
        }
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
          if (end.getKey().topic().equals(topic.name())
              && (committed.get(end.getKey()) == null
                  || committed.get(end.getKey()).offset() < end.getValue())) {
            return group + " has not committed " + end + " but " + committed.get(end.getKey());
          }
        }
      }
    }
    return unseen(admin);
  }

  private String unseen(Admin admin) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> positions = follower.positions();
    Map<TopicPartition, ListOffsetsResultInfo> latest =
        admin
            .listOffsets(
                positions.keySet().stream()
                    .collect(Collectors.toMap(part -> part, part -> OffsetSpec.latest())))
            .all()
            .get();
    // the end includes what an open transaction wrote, and nobody is shown that
    return latest.entrySet().stream()
        .filter(end -> !end.getKey().topic().endsWith("-metrics"))
        .filter(end -> positions.get(end.getKey()) < end.getValue().offset())
        .findFirst()
        .map(end -> end.getKey() + " is seen up to " + positions.get(end.getKey()))
        .orElse("");
  }

  private String unaudited(List<Event> events) {
    Set<UUID> expected =
        events.stream()
            .filter(event -> !event.topic().endsWith("-metrics"))
            .filter(event -> !event.topic().startsWith("webhook-retry-"))
            .map(Event::value)
            .map(Rest::eventId)
            .collect(Collectors.toSet());
    AuditEvidence.of(stack.backbone().database()).eventIds().forEach(expected::remove);
    return expected.isEmpty() ? "" : expected.size() + " events are not audited";
  }

  private static UUID eventId(SpecificRecord event) {
    return (UUID) event.get(event.getSchema().getField("eventId").pos());
  }
}
