package dev.pinwheel.stack.demo;

import dev.pinwheel.schemas.ApiApplied;
import dev.pinwheel.schemas.RotationFailed;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKey;
import dev.pinwheel.schemas.Topics;
import dev.pinwheel.schemas.WebhookDeadLettered;
import dev.pinwheel.schemas.WebhookDelivered;
import dev.pinwheel.stack.LocalStack;
import dev.pinwheel.stack.Simulators;
import dev.pinwheel.stack.StackOptions;
import dev.pinwheel.stack.TrustedPki;
import dev.pinwheel.stack.evidence.AuditEvidence;
import dev.pinwheel.stack.evidence.Follower;
import dev.pinwheel.stack.evidence.PlatformWitness;
import dev.pinwheel.stack.evidence.RunEvidence;
import dev.pinwheel.stack.simulator.tls.HandshakeSensor;
import dev.pinwheel.stack.simulator.tls.KafkaPinObservations;
import dev.pinwheel.stack.simulator.tls.TargetKeys;
import dev.pinwheel.stack.simulator.tls.TlsTargetService;
import dev.pinwheel.testing.promise.Evidence;
import dev.pinwheel.testing.promise.Evidence.Event;
import dev.pinwheel.webhook.deadletter.DeadLetterFilter;
import dev.pinwheel.webhook.deadletter.DeadLetters;
import dev.pinwheel.webhook.deadletter.MissingTopicException;
import dev.pinwheel.webhook.deadletter.ReplayFencedException;
import dev.pinwheel.webhook.deadletter.ReplayOptions;
import dev.pinwheel.webhook.deadletter.ReplayReport;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rotations that succeed, are refused, meet a platform in trouble, and lose their webhook. */
public final class Demo {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);

  /** Enough for the demo to end in a minute; the published limit is 300. */
  private static final int CALLS_PER_MINUTE = 6_000;

  private final Clock clock;
  private final SecureRandom random;
  private final Narrator narrator;

  public Demo(Clock clock, SecureRandom random, Narrator narrator) {
    this.clock = clock;
    this.random = random;
    this.narrator = narrator;
  }

  /** Runs the demo on a stack of its own, which is gone when this returns. */
  public DemoSummary run(StackOptions options) throws Exception {
    DemoPki pki = new DemoPki(clock.instant(), random);
    DemoTrunks trunks = new DemoTrunks(pki);
    long began = System.nanoTime();
    try (DemoEndpoints endpoints = DemoEndpoints.start(pki);
        LocalStack stack =
            LocalStack.start(
                settings(options, endpoints),
                new TrustedPki(pki.anchors(), pki.intermediates()),
                clock,
                random,
                narrator::say);
        PlatformWitness platform =
            new PlatformWitness(stack.simulators().platform(), clock, DemoPlan.REGION);
        Follower follower = stack.follow()) {
      DemoPlan plan =
          new DemoPlan(
              pki,
              Stream.concat(trunks.rotations().stream(), endpoints.rotations().stream()).toList());
      new DemoWorld(stack.simulators().platform(), pki).create(plan.targets());
      trunks.create(stack.simulators().platform());
      endpoints.create(stack.simulators().platform());
      Asking asking = new Asking(stack, clock);
      ask(stack, plan, asking, follower);
      replay(stack, follower);
      observe(stack, pki, follower);
      awaitAudit(stack, follower);
      narrator.say("The promises are checked");
      Evidence evidence =
          RunEvidence.of(stack, follower, platform, asking.accepted(), asking.garbage());
      return Summarising.of(
          plan, evidence, Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
    }
  }

  private static StackOptions settings(StackOptions options, DemoEndpoints endpoints) {
    StackOptions settings =
        options
            .withRateLimitPerMinute(CALLS_PER_MINUTE)
            .withSetting(Topics.API_EXECUTOR, "retry.base", "200ms")
            .withSetting(Topics.API_EXECUTOR, "settle.limit", "3s")
            .withSetting(Topics.API_EXECUTOR, "settle.poll", "200ms")
            .withSetting(Topics.WEBHOOK_DELIVERY, "retry.delays", "5s");
    for (Map.Entry<String, String> setting : endpoints.executorSettings().entrySet()) {
      settings = settings.withSetting(Topics.API_EXECUTOR, setting.getKey(), setting.getValue());
    }
    return settings;
  }

  private void ask(LocalStack stack, DemoPlan plan, Asking asking, Follower follower)
      throws IOException, InterruptedException {
    stack.simulators().standby().down();
    narrator.say(
        "%d rotations are asked for; the PKI manager at the standby endpoint is down"
            .formatted(plan.first().size()));
    Map<Boolean, List<PlannedRotation>> first =
        plan.first().stream().collect(Collectors.partitioningBy(PlannedRotation::ownProducer));
    asking.overHttp(first.get(false));
    asking.nonsense(3);
    asking.overKafka(first.get(true));
    awaitEnded(follower, plan.first().size());
    narrator.say("%d more, for targets that were rotated already".formatted(plan.second().size()));
    asking.overHttp(plan.second());
    awaitEnded(follower, plan.first().size() + plan.second().size());
    awaitTold(follower, plan.first().size() + plan.second().size());
  }

  private void replay(LocalStack stack, Follower follower)
      throws InterruptedException, MissingTopicException, ReplayFencedException {
    long letters = count(follower, WebhookDeadLettered.class::isInstance);
    stack.simulators().standby().up();
    narrator.say(
        "The standby endpoint is up again; its %d dead letters are replayed".formatted(letters));
    DeadLetterFilter standby = DeadLetterFilter.all().withEndpoint(Simulators.STANDBY);
    DeadLetters deadLetters = new DeadLetters(stack.kafkaClient(), clock);
    ReplayReport sent = deadLetters.replay(standby, ReplayOptions.unlimited());
    ReplayReport again = deadLetters.replay(standby, ReplayOptions.unlimited());
    if (sent.sent() != letters || again.sent() != 0) {
      throw new IllegalStateException(
          "of %d dead letters %d were replayed, and %d a second time"
              .formatted(letters, sent.sent(), again.sent()));
    }
    await(
        follower,
        "replayed webhooks",
        letters,
        event -> event instanceof WebhookDelivered delivered && delivered.getReplays() > 0);
  }

  /** Handshakes with every target that was rotated: what do they really present? */
  private void observe(LocalStack stack, DemoPki pki, Follower follower)
      throws IOException, GeneralSecurityException, InterruptedException {
    TargetKeys keys = new TargetKeys();
    pki.held().forEach(held -> keys.register(held.certificate(), held.privateKey()));
    List<Target> targets =
        follower.events().stream()
            .map(Event::value)
            .flatMap(
                event ->
                    event instanceof ApiApplied applied
                        ? Stream.of(applied.getTarget())
                        : Stream.empty())
            .collect(Collectors.toMap(TargetKey::of, target -> target, (one, same) -> one))
            .values()
            .stream()
            .toList();
    narrator.say("%d rotated targets are asked what they present now".formatted(targets.size()));
    Map<String, Object> producer = new HashMap<>(stack.kafkaClient());
    producer.put(
        "value.serializer", dev.pinwheel.schemas.serde.PinwheelAvroSerializer.class.getName());
    try (TlsTargetService service =
            TlsTargetService.start(0, stack.simulators().platform()::chainOfHostLabel, keys);
        KafkaPinObservations observations = KafkaPinObservations.open(producer)) {
      HandshakeSensor sensor =
          new HandshakeSensor("demo-sensor", service.address(), HANDSHAKE, clock, observations);
      targets.forEach(target -> sensor.observe(target).join());
    }
    awaitMetrics(follower, targets.size());
  }

  private static void awaitMetrics(Follower follower, int observed) throws InterruptedException {
    boolean counted =
        follower.await(
            events ->
                Summarising.overallPins(events).values().stream()
                        .mapToLong(
                            metric ->
                                metric.getMatched()
                                    + metric.getMismatched()
                                    + metric.getUnknown()
                                    + metric.getLate())
                        .sum()
                    >= observed,
            LIMIT);
    if (!counted) {
      throw new IllegalStateException("the metrics did not count every handshake");
    }
  }

  /**
   * The audit log is behind by as much as its batches; it has to hold every event before the end.
   */
  private static void awaitAudit(LocalStack stack, Follower follower) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      long audited = AuditEvidence.of(stack.backbone().database()).eventIds().size();
      if (audited >= Summarising.auditable(follower.events())) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private void awaitEnded(Follower follower, long rotations) throws InterruptedException {
    await(
        follower,
        "rotations ended",
        rotations,
        event -> event instanceof ApiApplied || event instanceof RotationFailed);
  }

  private void awaitTold(Follower follower, long rotations) throws InterruptedException {
    await(
        follower,
        "webhooks told or given up",
        rotations,
        event -> event instanceof WebhookDelivered || event instanceof WebhookDeadLettered);
  }

  private void await(Follower follower, String what, long all, Predicate<Object> wanted)
      throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      long before = count(follower, wanted);
      narrator.progress(what, before, all);
      if (before >= all) {
        return;
      }
      follower.await(
          events -> events.stream().map(Event::value).filter(wanted).count() > before,
          Duration.ofMillis(500));
    }
    throw new IllegalStateException(
        "%d of %d %s after %s".formatted(count(follower, wanted), all, what, LIMIT));
  }

  private static long count(Follower follower, Predicate<Object> wanted) {
    return follower.events().stream().map(Event::value).filter(wanted).count();
  }
}
