package dev.pinwheel.audit.kafka;

import dev.pinwheel.audit.kafka.AuditMeters.Hindrance;
import dev.pinwheel.runtime.kafka.Complaint;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether something is in the way, for how long to wait, and who is told. */
final class Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final Backoff backoff;
  private final AuditMeters meters;
  private final SinkCondition condition;
  private final Complaint complaint = new Complaint(System::nanoTime);
  private Optional<Hindrance> last = Optional.empty();

  Progress(Backoff backoff, AuditMeters meters, SinkCondition condition) {
    this.backoff = backoff;
    this.meters = meters;
    this.condition = condition;
  }

  /** An attempt failed; it is repeated after a while. */
  void hindered(Hindrance by, String why) {
    backoff.failed();
    meters.hindered(by);
    last = Optional.of(by);
    condition.hindered(why);
    if (complaint.isDue(why)) {
      LOG.warn("waiting: {}", why);
    }
  }

  /** An attempt succeeded. */
  void recovered() {
    backoff.succeeded();
    last = Optional.empty();
    condition.working();
    if (complaint.isOver()) {
      LOG.info("working");
    }
  }

  /**
   * A poll succeeded: Kafka is no longer in the way. It proves nothing of database and registry,
   * nor where everything is paused because of the wait.
   */
  void polled() {
    if (last.equals(Optional.of(Hindrance.KAFKA)) && !isWaiting()) {
      recovered();
    }
  }

  boolean isWaiting() {
    return backoff.isWaiting();
  }

  Duration remaining() {
    return backoff.remaining();
  }
}
