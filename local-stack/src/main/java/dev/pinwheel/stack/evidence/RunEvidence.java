package dev.pinwheel.stack.evidence;

import dev.pinwheel.schemas.WebhookRetry;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.simulator.PkiManagerSimulator;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Evidence.Event;
import dev.pinwheel.testing.promise.Evidence.RawRecord;
import dev.pinwheel.testing.promise.Evidence.Rotation;
import dev.pinwheel.testing.promise.Evidence.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Puts together what a run of a local stack left behind. */
public final class RunEvidence {

  private RunEvidence() {}

  /**
   * The evidence as it stands.
   *
   * @param accepted rotations whose acceptance was confirmed
   * @param garbage what was written on purpose and cannot be decoded
   */
  public static Evidence of(
      LocalStack stack,
      Follower follower,
      PlatformWitness platform,
      List<Rotation> accepted,
      List<RawRecord> garbage) {
    List<Event> events = follower.events();
    AuditEvidence audit = AuditEvidence.of(stack.backbone().database());
    return new Evidence(
        accepted,
        events,
        platform.calls(),
        webhooks(stack),
        audit.eventIds(),
        audit.faults(),
        garbage,
        follower.quarantined(),
        replayed(events));
  }

  private static List<Webhook> webhooks(LocalStack stack) {
    List<Webhook> received = new ArrayList<>();
    for (PkiManagerSimulator manager :
        List.of(stack.simulators().pkiManager(), stack.simulators().standby())) {
      manager
          .received()
          .forEach(
              request ->
                  received.add(
                      new Webhook(
                          request.id(),
                          request.body().utf8(),
                          request.accepted(),
                          request.accepted() && request.status() / 100 == 2)));
    }
    return received;
  }

  private static List<UUID> replayed(List<Event> events) {
    return events.stream()
        .map(Event::value)
        .flatMap(
            value ->
                value instanceof WebhookRetry retry && retry.getReplays() > 0
                    ? Stream.of(retry.getCausationId())
                    : Stream.empty())
        .filter(Objects::nonNull)
        .toList();
  }
}
