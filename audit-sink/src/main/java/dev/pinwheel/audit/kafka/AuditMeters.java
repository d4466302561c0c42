package dev.pinwheel.audit.kafka;

import dev.pinwheel.audit.entry.AuditEntry;
import dev.pinwheel.audit.entry.ChainExtension;
import dev.pinwheel.audit.entry.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the sink counts. Names and tags are public: dashboards stand on them. */
final class AuditMeters {

  /** What kept the sink from getting on. */
  enum Hindrance {
    DATABASE,
    REGISTRY,
    KAFKA
  }

  /** How a transaction ended. */
  enum Ending {
    WRITTEN,
    FENCED,
    FAILED
  }

  private final MeterRegistry meters;
  private final Map<Status, Counter> entries = new EnumMap<>(Status.class);
  private final Map<Hindrance, Counter> hindrances = new EnumMap<>(Hindrance.class);
  private final Map<Ending, Timer> transactions = new EnumMap<>(Ending.class);
  private final Counter duplicates;
  private final Counter conflicts;
  private final Counter missed;

  /** Age of the newest entry when it was recorded, in seconds; not a number before the first. */
  private volatile double lag = Double.NaN;

  AuditMeters(MeterRegistry meters) {
    this.meters = meters;
    for (Status status : Status.values()) {
      entries.put(
          status,
          Counter.builder("pinwheel.audit.entries")
              .description("Entries recorded, by status")
              .tag("status", status.text())
              .register(meters));
    }
    for (Hindrance hindrance : Hindrance.values()) {
      hindrances.put(
          hindrance,
          Counter.builder("pinwheel.audit.hindrances")
              .description("Attempts that failed and are repeated, by what failed")
              .tag("by", hindrance.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    for (Ending ending : Ending.values()) {
      transactions.put(
          ending,
          Timer.builder("pinwheel.audit.transaction")
              .description("Database transactions, by how they ended")
              .tag("ending", ending.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    duplicates = counter("duplicates", "Records whose event was recorded before, with its content");
    conflicts =
        counter("conflicts", "Entries whose event id was recorded before, with other content");
    missed = counter("missed", "Offsets that Kafka deleted before they were recorded");
    Gauge.builder("pinwheel.audit.lag.seconds", () -> lag)
        .description("Age of the newest entry when it was recorded")
        .register(meters);
  }

  Timer.Sample begin() {
    return Timer.start(meters);
  }

  void end(Timer.Sample transaction, Ending ending) {
    transaction.stop(transactions.get(ending));
  }

  void recorded(ChainExtension extension) {
    for (AuditEntry entry : extension.entries()) {
      entries.get(entry.content().columns().status()).increment();
      entry
          .content()
          .occurredAt()
          .ifPresent(
              occurred -> lag = Duration.between(occurred, entry.recordedAt()).toNanos() / 1e9);
    }
    duplicates.increment(extension.duplicates());
    conflicts.increment(extension.conflicts().size());
  }

  void hindered(Hindrance hindrance) {
    hindrances.get(hindrance).increment();
  }

  void missed(long offsets) {
    missed.increment((double) offsets);
  }

  private Counter counter(String name, String description) {
    return Counter.builder("pinwheel.audit." + name).description(description).register(meters);
  }
}
