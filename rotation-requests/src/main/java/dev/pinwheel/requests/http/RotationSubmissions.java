package dev.pinwheel.requests.http;

import dev.pinwheel.requests.intake.Fault;
import dev.pinwheel.requests.intake.FaultCode;
import dev.pinwheel.requests.intake.Fingerprint;
import dev.pinwheel.requests.intake.Intake;
import dev.pinwheel.requests.kafka.NotAcknowledgedException;
import dev.pinwheel.requests.kafka.RotationPublisher;
import dev.pinwheel.requests.timeline.EventSightings;
import dev.pinwheel.requests.timeline.Rotation;
import dev.pinwheel.requests.timeline.RotationName;
import dev.pinwheel.requests.timeline.Timelines;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.TargetKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes requests in: decides, publishes, and only then says yes. */
public final class RotationSubmissions {

  private static final Logger LOG = LoggerFactory.getLogger(RotationSubmissions.class);
  private static final String RETRY_SECONDS = "2";

  private final Intake intake;
  private final RotationPublisher publisher;
  private final Timelines timelines;
  private final Clock clock;
  private final RandomGenerator random;
  private final MeterRegistry meters;

  public RotationSubmissions(
      Intake intake,
      RotationPublisher publisher,
      Timelines timelines,
      Clock clock,
      RandomGenerator random,
      MeterRegistry meters) {
    this.intake = intake;
    this.publisher = publisher;
    this.timelines = timelines;
    this.clock = clock;
    this.random = random;
    this.meters = meters;
  }

  /**
   * Takes a body in.
   *
   * @param traceparent value of the header; empty where there is none
   * @return the rotations, every one of them acknowledged by the broker
   */
  Intake.Accepted submit(
      byte[] body, String principal, Optional<String> idempotencyKey, Optional<String> traceparent)
      throws ProblemException, InterruptedException {
    return switch (intake.decide(
        body, principal, idempotencyKey, clock.instant(), this::randomId)) {
      case Intake.Refused(List<Fault> faults) -> {
        faults.forEach(fault -> count(fault.code().name(), 1));
        LOG.info("refused from {}: {}", principal, faults.stream().map(Fault::code).toList());
        throw new ProblemException(Problem.of(faults));
      }
      case Intake.Accepted accepted -> {
        publish(accepted, trace(traceparent));
        yield accepted;
      }
    };
  }

  private void publish(Intake.Accepted accepted, TraceContext trace)
      throws ProblemException, InterruptedException {
    checkReuse(accepted);
    List<RotationRequested> unknown =
        accepted.events().stream().filter(event -> known(event).isEmpty()).toList();
    try {
      publisher.publish(unknown, trace);
    } catch (NotAcknowledgedException e) {
      LOG.warn("{} requests were not acknowledged", unknown.size(), e);
      count(ProblemCode.NOT_ACKNOWLEDGED.name(), unknown.size());
      throw new ProblemException(notAcknowledged(accepted), e);
    }
    for (RotationRequested event : unknown) {
      EventSightings.of(event).ifPresent(timelines::add);
      log(event, trace);
    }
    count("ACCEPTED", unknown.size());
    count("REPEATED", accepted.events().size() - unknown.size());
  }

  /** Best effort: the chain validator's ledger has the last word on an id that is used twice. */
  private void checkReuse(Intake.Accepted accepted) throws ProblemException {
    List<Fault> faults = new ArrayList<>();
    for (int index = 0; index < accepted.events().size(); index++) {
      RotationRequested event = accepted.events().get(index);
      boolean reused =
          known(event).isEmpty()
              && timelines
                  .find(event.getRotationId())
                  .flatMap(Rotation::fingerprint)
                  .filter(fingerprint -> !fingerprint.equals(Fingerprint.of(event)))
                  .isPresent();
      if (reused) {
        faults.add(
            new Fault(
                (accepted.many() ? "/" + index : "") + "/rotationId",
                FaultCode.ROTATION_ID_REUSED,
                "this id, given or made from the Idempotency-Key, stands for a request with other"
                    + " content"));
      }
    }
    if (!faults.isEmpty()) {
      count(FaultCode.ROTATION_ID_REUSED.name(), faults.size());
      throw new ProblemException(Problem.of(faults));
    }
  }

  /** The same request, if it was acknowledged or read from the topic before. */
  private Optional<Rotation> known(RotationRequested event) {
    return timelines
        .find(new RotationName(TargetKey.of(event.getTarget()), event.getRotationId()))
        .filter(rotation -> rotation.fingerprint().equals(Optional.of(Fingerprint.of(event))));
  }

  private static Problem notAcknowledged(Intake.Accepted accepted) {
    return Problem.of(
            503,
            ProblemCode.NOT_ACKNOWLEDGED,
            "The broker did not confirm the request in time; it may still come to pass. A repeat"
                + " with the same Idempotency-Key, or with these rotationIds in the body, is safe:"
                + " it asks for the same rotations.")
        .with(
            "rotationIds",
            accepted.events().stream().map(RotationRequested::getRotationId).toList())
        .withHeader("Retry-After", RETRY_SECONDS);
  }

  private static void log(RotationRequested event, TraceContext trace) {
    Map<String, String> context =
        Map.of(
            "rotationId", event.getRotationId().toString(),
            "target", TargetKey.of(event.getTarget()),
            "traceId", trace.traceId());
    context.forEach(MDC::put);
    try {
      LOG.info("accepted from {}", event.getRequestedBy());
    } finally {
      context.keySet().forEach(MDC::remove);
    }
  }

  private TraceContext trace(Optional<String> traceparent) {
    return traceparent
        .flatMap(TraceContext::parse)
        .map(trace -> trace.child(random))
        .orElseGet(() -> TraceContext.root(random));
  }

  /** A version 4 UUID (RFC 9562 section 5.4). */
  private UUID randomId() {
    long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private void count(String outcome, int rotations) {
    meters.counter("pinwheel.requests", "outcome", outcome).increment(rotations);
  }
}
