package dev.pinwheel.executor;

import dev.pinwheel.executor.platform.PlatformCalls;
import dev.pinwheel.executor.platform.Reaction;
import dev.pinwheel.executor.rotation.CertificatePin;
import dev.pinwheel.executor.rotation.Decision;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.Failure.Trail;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.GateLimits;
import dev.pinwheel.executor.rotation.PinSet;
import dev.pinwheel.executor.rotation.Progress;
import dev.pinwheel.executor.rotation.RetryLimits;
import dev.pinwheel.executor.rotation.RetryPolicy;
import dev.pinwheel.executor.rotation.RotationDecider;
import dev.pinwheel.executor.rotation.RotationPlan;
import dev.pinwheel.executor.rotation.TargetState;
import dev.pinwheel.executor.target.Gate;
import dev.pinwheel.executor.target.Reading;
import dev.pinwheel.executor.target.TargetProtocol;
import dev.pinwheel.executor.traffic.Admission;
import dev.pinwheel.schemas.ApplyOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One handling of one rotation: read, decide, write at most once, read back. Whatever needs time
 * ends the handling, and the next one begins with a read again: settling an unknown write after a
 * crash, a timeout or a reset is the same path as starting out.
 */
final class TargetRotation<S extends TargetState> {

  private final TargetProtocol<S> protocol;
  private final RotationPlan plan;
  private final Instant since;
  private final Rules rules;
  private Progress progress;
  private Recollection recollection = Recollection.NONE;

  /** What all rotations share. */
  record Rules(
      Clock clock,
      RandomGenerator random,
      RetryPolicy waits,
      RetryLimits limits,
      GateLimits gates) {}

  /**
   * A handling.
   *
   * @param since the rotation's first handling in this process
   * @param progress what the handlings before left behind
   */
  TargetRotation(
      TargetProtocol<S> protocol,
      RotationPlan plan,
      Instant since,
      Progress progress,
      Rules rules) {
    this.protocol = protocol;
    this.plan = plan;
    this.since = since;
    this.progress = progress;
    this.rules = rules;
  }

  /** What the next handling has to know. */
  Progress progress() {
    return progress;
  }

  /** What this handling adds to what is remembered of the rotation. */
  Recollection recollection() {
    return recollection;
  }

  Verdict handle(PlatformCalls calls) throws InterruptedException {
    return switch (read(calls)) {
      case Reading.NotRead<S> not -> notRead(not.reaction());
      case Reading.Found<S> found -> {
        if (progress.accepted().isPresent()) {
          yield readBack(calls, progress.accepted().get(), found.state());
        }
        yield switch (RotationDecider.decide(plan, found.state(), rules.clock().instant())) {
          case Decision.Refuse no -> failed(no.failure());
          case Decision.AlreadyApplied there ->
              afterWrite(
                  calls,
                  found.state(),
                  new Verdict.Applied(
                      ApplyOutcome.ALREADY_APPLIED,
                      there.pins(),
                      found.state(),
                      0,
                      Optional.empty(),
                      List.of()));
          case Decision.Write write -> write(calls, found.state(), write.pins());
        };
      }
    };
  }

  /** One that is not there is as good as read where the request says that it is to be created. */
  private Reading<S> read(PlatformCalls calls) throws InterruptedException {
    Reading<S> reading = protocol.read(calls, plan.target());
    return reading instanceof Reading.NotRead<S>(Reaction.Refused(Failure failure))
            && failure.code() == FailureCode.TARGET_NOT_FOUND
        ? protocol.absent(plan).<Reading<S>>map(Reading.Found::new).orElse(reading)
        : reading;
  }

  /**
   * The platform may not be called now. What was sent before stays unsettled meanwhile; where the
   * budget ends first, the failure says so.
   *
   * @param last why it could not go on before, where it was tried
   */
  Verdict parked(Admission.Parked parked, Optional<Failure> last) {
    Admission.Why why = parked.why();
    RetryLimits limits = rules.limits();
    Duration budget = why.isOutage() ? limits.budget() : limits.rateLimitBudget();
    if (isSpent(budget)) {
      FailureCode code =
          why.isOutage() ? FailureCode.PLATFORM_UNAVAILABLE : FailureCode.PLATFORM_RATE_LIMITED;
      return failed(
          withUnread(
              last.orElseGet(
                  () ->
                      Failure.of(code, "after " + budget + " still held back: " + why.meaning()))));
    }
    Duration wait = Duration.between(rules.clock().instant(), parked.until());
    return new Verdict.NotYet(
        why == Admission.Why.RATE_LIMIT ? wait : rules.waits().spread(wait, rules.random()),
        why.name(),
        why.meaning());
  }

  private Verdict write(PlatformCalls calls, S read, PinSet pins) throws InterruptedException {
    if (progress.unsettled().isPresent() && isSpent(rules.limits().budget())) {
      return failed(progress.unsettled().get());
    }
    return switch (protocol.beforeWrite(calls, plan, read)) {
      case Gate.Open open -> {
        progress = progress.opened(open.checks());
        yield send(calls, read, pins);
      }
      case Gate.Closed closed -> failed(closed.failure());
      case Gate.NotYet notYet -> waitAtGate(notYet);
      case Gate.NotRead not -> notRead(not.reaction());
    };
  }

  private Verdict send(PlatformCalls calls, S read, PinSet pins) throws InterruptedException {
    progress = progress.writing();
    recollection =
        new Recollection(
            read.chain()
                .filter(held -> !held.leafPin().equals(plan.primary()))
                .map(held -> new Replaced(held, read.credentials())),
            Optional.empty());
    // Crash points: from here until the answer the platform may or may not have changed.
    return switch (protocol.write(calls, plan, read, pins)) {
      case Reaction.Done done -> {
        progress = progress.accepted(pins, done.trail());
        yield readAgain(calls);
      }
      case Reaction.Conflict conflict -> conflict(conflict, read, pins);
      case Reaction.Again unknown -> {
        // However late it is, the next handling reads what became of it before giving up.
        progress = progress.unsettled(unknown.last());
        yield waitFor(unknown.asked(), unknown.last());
      }
      case Reaction.Throttled throttled -> throttled(throttled);
      case Reaction.Refused refused -> failed(refused.failure());
      case Reaction.Unauthorized refused -> unauthorized(refused);
    };
  }

  /** The read-back that promise G5 asks for; the answer of the write proves nothing. */
  private Verdict readAgain(PlatformCalls calls) throws InterruptedException {
    return switch (read(calls)) {
      case Reading.NotRead<S> not -> notRead(not.reaction());
      case Reading.Found<S> found ->
          readBack(calls, progress.accepted().orElseThrow(), found.state());
    };
  }

  private Verdict readBack(PlatformCalls calls, Progress.Accepted accepted, S held)
      throws InterruptedException {
    if (held.holds(plan, accepted.pins())) {
      return afterWrite(
          calls,
          held,
          new Verdict.Applied(
              ApplyOutcome.APPLIED,
              accepted.pins(),
              held,
              progress.writes(),
              accepted.trail().requestId(),
              progress.checks()));
    }
    return differed(
        accepted,
        "written %s, read back primary %s, leaf %s, active %s"
            .formatted(
                accepted.pins().all(),
                held.primaryPin().orElse("none"),
                leaf(held),
                held.activePins()),
        Optional.of(held));
  }

  /** What the platform holds is right; whether the target works with it is another question. */
  private Verdict afterWrite(PlatformCalls calls, S held, Verdict.Applied applied)
      throws InterruptedException {
    return switch (protocol.afterWrite(calls, plan, held)) {
      case Gate.Open open -> applied.with(open.checks());
      case Gate.Closed closed -> failed(closed.failure());
      case Gate.NotYet notYet -> waitAtGate(notYet);
      case Gate.NotRead not -> notRead(not.reaction());
    };
  }

  private Verdict waitAtGate(Gate.NotYet gate) throws InterruptedException {
    progress = progress.waiting(rules.clock().instant());
    boolean overdue = progress.hasWaited(rules.gates().limit(), rules.clock().instant());
    return overdue && gate.overdue().isPresent()
        ? failed(gate.overdue().get().failure())
        : new Verdict.NotYet(rules.gates().poll(), gate.code().name(), gate.reason());
  }

  /** The platform may be eventually consistent: a difference is looked at again, a few times. */
  private Verdict differed(Progress.Accepted accepted, String message, Optional<TargetState> held) {
    progress = progress.readBackDiffered();
    if (progress.readBacks() >= rules.limits().readBacks()) {
      return new Verdict.Failed(
          new Failure(FailureCode.READ_BACK_MISMATCH, message, accepted.trail()),
          progress.writes(),
          accepted.pins().fallback(),
          held);
    }
    return new Verdict.NotYet(
        rules.waits().backOff(progress.readBacks(), rules.random()),
        FailureCode.READ_BACK_MISMATCH.name(),
        "read-back differs");
  }

  private Verdict conflict(Reaction.Conflict conflict, S read, PinSet pins) {
    progress = progress.conflicted();
    if (progress.conflicts() >= rules.limits().conflicts()) {
      return failed(
          new Failure(
              FailureCode.DRIFT_DETECTED,
              "%s; ours: %s, last read: primary %s, leaf %s, active %s"
                  .formatted(
                      conflict.message(),
                      pins.all(),
                      read.primaryPin().orElse("none"),
                      leaf(read),
                      read.activePins()),
              conflict.trail()));
    }
    return new Verdict.NotYet(
        rules.waits().backOff(progress.conflicts(), rules.random()),
        FailureCode.DRIFT_DETECTED.name(),
        conflict.message());
  }

  private Verdict notRead(Reaction reaction) {
    return switch (reaction) {
      case Reaction.Again again ->
          isSpent(rules.limits().budget())
              ? failed(withUnread(again.last()))
              : waitForRead(again.asked(), again.last());
      case Reaction.Throttled throttled -> throttled(throttled);
      case Reaction.Refused refused ->
          refused.failure().code() == FailureCode.TARGET_NOT_FOUND
                  && progress.accepted().isPresent()
              ? differed(progress.accepted().get(), refused.failure().message(), Optional.empty())
              : failed(withUnread(refused.failure()));
      case Reaction.Unauthorized refused -> unauthorized(refused);
      case Reaction.Conflict conflict ->
          failed(new Failure(FailureCode.PLATFORM_REJECTED, conflict.message(), conflict.trail()));
      case Reaction.Done done ->
          throw new IllegalStateException("a protocol said that it could not read what it read");
    };
  }

  private Verdict throttled(Reaction.Throttled throttled) {
    Failure failure =
        new Failure(
            FailureCode.PLATFORM_RATE_LIMITED,
            "still too many requests after " + rules.limits().rateLimitBudget(),
            throttled.trail());
    return isSpent(rules.limits().rateLimitBudget())
        ? failed(withUnread(failure))
        : waitForRead(throttled.asked(), failure);
  }

  private Verdict waitForRead(Optional<Duration> asked, Failure last) {
    progress = progress.failed();
    return waitFor(asked, last);
  }

  private Verdict waitFor(Optional<Duration> asked, Failure last) {
    recollection = recollection.and(new Recollection(Optional.empty(), Optional.of(last)));
    return new Verdict.NotYet(
        rules.waits().throttled(asked, progress.failures(), rules.random()),
        last.code().name(),
        last.code() == FailureCode.PLATFORM_RATE_LIMITED
            ? "the platform's rate limit"
            : last.message());
  }

  private Verdict unauthorized(Reaction.Unauthorized refused) {
    return failed(
        new Failure(FailureCode.PLATFORM_UNAUTHORIZED, refused.message(), refused.trail()));
  }

  private Verdict failed(Failure failure) {
    Optional<CertificatePin> fallback =
        progress.accepted().flatMap(accepted -> accepted.pins().fallback()).or(plan::fallback);
    return new Verdict.Failed(failure, progress.writes(), fallback, Optional.empty());
  }

  /** Says that the platform may have changed, where a write was sent and never read back. */
  private Failure withUnread(Failure failure) {
    if (progress.accepted().isEmpty() && progress.unsettled().isEmpty()) {
      return failure;
    }
    Optional<String> written =
        progress.accepted().flatMap(accepted -> accepted.trail().requestId());
    return new Failure(
        failure.code(),
        failure.message()
            + "; a write was sent and could not be read back, so the target may have changed",
        new Trail(failure.trail().status(), written.or(failure.trail()::requestId)));
  }

  private boolean isSpent(Duration budget) {
    return !rules.clock().instant().isBefore(since.plus(budget));
  }

  private static String leaf(TargetState state) {
    return state.chain().map(chain -> chain.leafPin().base64()).orElse("none");
  }
}
