package dev.pinwheel.runtime.engine.handling;

import dev.pinwheel.runtime.Deduplication;
import dev.pinwheel.runtime.Delivery;
import dev.pinwheel.runtime.Outcome;
import dev.pinwheel.runtime.Stage;
import dev.pinwheel.runtime.TargetOrder;
import dev.pinwheel.runtime.TraceContext;
import dev.pinwheel.runtime.engine.Backoff;
import dev.pinwheel.runtime.engine.Causes;
import dev.pinwheel.runtime.engine.EngineMeter;
import dev.pinwheel.runtime.engine.EngineMetrics;
import dev.pinwheel.runtime.engine.EngineSettings;
import dev.pinwheel.runtime.engine.FatalEngineException;
import dev.pinwheel.runtime.engine.order.Handled;
import dev.pinwheel.runtime.engine.order.Work;
import dev.pinwheel.runtime.engine.restore.Ledger;
import dev.pinwheel.runtime.engine.restore.LedgerFormat;
import dev.pinwheel.runtime.kafka.ClusterFault;
import dev.pinwheel.schemas.serde.SchemaRefusedException;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to one record in its handler's thread: decode, look it up in the ledger, ask the
 * stage, encode the answer. Nothing here commits: what it returns is done once it is committed.
 */
public final class RecordHandler<I> {

  private static final Logger LOG = LoggerFactory.getLogger(RecordHandler.class);

  private final String name;
  private final Stage<I> stage;
  private final Optional<Deduplication<I>> deduplication;
  private final Optional<HomeLane<I>> lane;
  private final ValueDecoder<I> decoder;
  private final OutputEncoder encoder;
  private final QuarantineRecords quarantine;
  private final EngineMetrics metrics;
  private final Backoff backoff;
  private final Clock clock;
  private final RandomGenerator random;

  /** What is wrong, for each record whose answer waits until somebody registers a schema. */
  private final Map<Work, String> waiting = new ConcurrentHashMap<>();

  public RecordHandler(
      EngineSettings settings,
      Stage<I> stage,
      Optional<Deduplication<I>> deduplication,
      ValueDecoder<I> decoder,
      OutputEncoder encoder,
      EngineMetrics metrics,
      Clock clock,
      RandomGenerator random) {
    this.name = settings.stage();
    this.stage = stage;
    this.deduplication = deduplication;
    this.lane =
        deduplication
            .flatMap(Deduplication::order)
            .map(order -> new HomeLane<>(order, settings.inputs()));
    lane.ifPresent(
        any -> HomeLane.REASONS.forEach(reason -> metrics.show(EngineMeter.BROUGHT_HOME, reason)));
    this.decoder = decoder;
    this.encoder = encoder;
    this.quarantine = new QuarantineRecords(settings.stage());
    this.metrics = metrics;
    this.backoff = settings.limits().backoff();
    this.clock = clock;
    this.random = random;
  }

  /**
   * @throws InterruptedException when the record is given up
   * @throws FatalEngineException when an answer of the stage can never be written
   */
  public Handled handle(Work work) throws InterruptedException {
    if (work.trace == null) {
      work.trace = trace(work.record).child(random);
      work.firstAttemptAt = clock.instant();
    }
    LogFields.begin(name, work);
    if (work.unsent != null) {
      return answer(work, work.unsent, Optional.ofNullable(work.unsentEntry));
    }
    return switch (decoder.decode(work.record)) {
      case ValueDecoder.Decoded.Value<I>(I value) -> judge(work, value);
      case ValueDecoder.Decoded.Unusable<I> bad ->
          quarantined(work, bad.code().name(), bad.exception(), bad.message());
      case ValueDecoder.Decoded.Unavailable<I>(Exception cause) -> failed(work, "decoding", cause);
    };
  }

  /** The schema that an answer waits for, in words; any one where there are several. */
  public Optional<String> awaitedSchema() {
    waiting.keySet().removeIf(work -> work.lease.isEnding());
    return waiting.values().stream().findAny();
  }

  private Handled judge(Work work, I value) throws InterruptedException {
    LogFields.rotation(value);
    Instant acknowledged = HomeLane.acknowledged(work.record, clock.instant());
    try {
      Optional<Outcome.Quarantine> implausible =
          order().flatMap(rule -> rule.implausible().apply(value, acknowledged));
      if (implausible.isPresent()) {
        return answer(work, implausible.get(), Optional.empty());
      }
      Optional<Handled.Done> brought = lane.flatMap(home -> home.bring(work, value, acknowledged));
      if (brought.isPresent()) {
        return brought.get();
      }
      work.acknowledged = acknowledged;
      Optional<Ledger.Entry> entry =
          deduplication.map(
              rule ->
                  Ledger.Entry.of(rule.identity().apply(value), rule.fingerprint().apply(value)));
      Ledger.Verdict verdict = entry.map(work.lease.ledger::check).orElse(Ledger.Verdict.NEW);
      return switch (verdict) {
        case NEW -> answer(work, lateOrAsk(work, value), entry);
        case REPEATED -> new Handled.Done(List.of(), Handled.As.DUPLICATE, "");
        case REUSED ->
            quarantined(
                work,
                QuarantineCode.ROTATION_ID_REUSED.name(),
                "",
                "handled before with another content");
      };
    } catch (InterruptedException e) {
      if (work.lease.isEnding()) {
        throw e;
      }
      return failed(work, "stage", e);
    } catch (FatalEngineException e) {
      throw e;
    } catch (RuntimeException e) {
      if (work.lease.isEnding() && Thread.interrupted()) {
        throw new InterruptedException("given up");
      }
      return failed(work, "stage", e);
    }
  }

  /**
   * Only a record that was brought here can be late: the others lie in the order in which they were
   * acknowledged, whatever the clocks of two brokers say.
   */
  private Outcome lateOrAsk(Work work, I value) throws InterruptedException {
    Optional<TargetOrder<I>> rule = order().filter(any -> HomeLane.isBrought(work.record));
    Optional<Instant> newest =
        rule.flatMap(order -> work.lease.ledger.newest(order.target().apply(value)))
            .filter(work.acknowledged::isBefore);
    return newest.isPresent()
        ? rule.orElseThrow().late().answer(value, work.acknowledged, newest.get(), clock.instant())
        : ask(work, value);
  }

  private Optional<TargetOrder<I>> order() {
    return deduplication.flatMap(Deduplication::order);
  }

  private Outcome ask(Work work, I value) throws InterruptedException {
    ConsumerRecord<byte[], byte[]> record = work.record;
    Delivery<I> delivery =
        new Delivery<>(
            value,
            record.topic(),
            record.partition(),
            record.offset(),
            work.key.text(),
            work.attempt++,
            work.firstAttemptAt,
            work.trace,
            behind(work.newest));
    Timer.Sample sample = metrics.start();
    try {
      return stage.handle(delivery);
    } finally {
      metrics.handlerEnded(sample);
    }
  }

  /** Decoded only where a stage asks; bytes that cannot be read announce nothing. */
  private Delivery.Behind<I> behind(Optional<Work> newest) {
    return () ->
        newest.isPresent()
                && decoder.decode(newest.get().record)
                    instanceof ValueDecoder.Decoded.Value<I> event
            ? Optional.of(event.value())
            : Optional.empty();
  }

  private Handled answer(Work work, Outcome outcome, Optional<Ledger.Entry> entry) {
    return switch (outcome) {
      case Outcome.Publish publish -> published(work, publish, entry);
      case Outcome.Quarantine(String code, String message) -> quarantined(work, code, "", message);
      case Outcome.RetryAfter(Duration delay, String reason) -> {
        work.failures = 0;
        metrics.count(EngineMeter.RETRIES, "outcome");
        LOG.debug("{} waits {}: {}", work.lease.partition, delay, reason);
        yield new Handled.Again(delay.isNegative() ? Duration.ZERO : delay);
      }
    };
  }

  /** The stage was asked already: while its answer cannot be encoded only that is tried again. */
  private Handled published(Work work, Outcome.Publish publish, Optional<Ledger.Entry> entry) {
    List<ProducerRecord<byte[], byte[]>> outputs;
    try {
      outputs = new ArrayList<>(encoder.encode(publish.events(), work.trace));
    } catch (RuntimeException e) {
      Optional<SchemaRefusedException> unregistered = notRegistered(e);
      unregistered.ifPresent(refusal -> waiting.put(work, ClusterFault.inWords(refusal)));
      if (!Transient.is(e) && unregistered.isEmpty()) {
        throw new FatalEngineException("an event of the stage cannot be serialised", e);
      }
      work.unsent = publish;
      work.unsentEntry = entry.orElse(null);
      return failed(work, "encoding", e);
    }
    waiting.remove(work);
    entry.ifPresent(
        handled -> {
          outputs.add(
              LedgerFormat.handled(
                  deduplication.orElseThrow().ledger(), work.record.partition(), handled));
          work.lease.ledger.add(handled);
        });
    order()
        .filter(rule -> rule.counts().test(publish))
        .ifPresent(rule -> outputs.add(newest(work)));
    return new Handled.Done(outputs, Handled.As.PUBLISHED, "");
  }

  /** Somebody registers the schema, and then the same answer can be written. */
  private static Optional<SchemaRefusedException> notRegistered(Throwable failure) {
    return Causes.first(failure, SchemaRefusedException.class)
        .filter(refused -> refused.code() == SchemaRefusedException.Code.NOT_REGISTERED);
  }

  /** At home the record's key is the target's. */
  private ProducerRecord<byte[], byte[]> newest(Work work) {
    String target = work.key.text();
    work.lease.ledger.counts(target, work.acknowledged);
    return LedgerFormat.newest(
        deduplication.orElseThrow().ledger(),
        work.record.partition(),
        target,
        work.lease.ledger.newest(target).orElseThrow());
  }

  private Handled quarantined(Work work, String code, String exception, String message) {
    LOG.warn(
        "quarantined {} offset {}: {} {}",
        work.lease.partition,
        work.record.offset(),
        code,
        message);
    return new Handled.Done(
        List.of(quarantine.of(work.record, code, exception, message)),
        Handled.As.QUARANTINED,
        code);
  }

  private Handled failed(Work work, String cause, Exception failure) {
    work.failures++;
    Duration wait = backoff.after(work.failures, random);
    metrics.count(EngineMeter.RETRIES, cause);
    LOG.warn(
        "{} of {} offset {} failed {} times; its key waits {}",
        cause,
        work.lease.partition,
        work.record.offset(),
        work.failures,
        wait,
        Transient.is(failure) ? failure.toString() : failure);
    return new Handled.Again(wait);
  }

  private TraceContext trace(ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(record.headers().lastHeader(TraceContext.HEADER))
        .map(Header::value)
        .flatMap(value -> TraceContext.parse(new String(value, StandardCharsets.US_ASCII)))
        .orElseGet(() -> TraceContext.root(random));
  }
}
