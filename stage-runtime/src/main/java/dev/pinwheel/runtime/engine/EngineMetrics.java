package dev.pinwheel.runtime.engine;

import dev.pinwheel.runtime.engine.order.Dispatcher;
import dev.pinwheel.runtime.engine.order.Handled;
import dev.pinwheel.runtime.engine.reading.ConsumerLoop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** One engine's meters; {@link #close} takes the gauges out again. Thread-safe. */
public final class EngineMetrics implements AutoCloseable {

  private final MeterRegistry registry;
  private final Tags stage;
  private final List<Meter> gauges = new CopyOnWriteArrayList<>();
  private final ConcurrentMap<Counted, Counter> counters = new ConcurrentHashMap<>();
  private final Timer handlerTime;
  private final Timer commitTime;

  public EngineMetrics(MeterRegistry registry, String stage) {
    this.registry = registry;
    this.stage = Tags.of("stage", stage);
    this.handlerTime = timer(EngineMeter.HANDLER_TIME);
    this.commitTime = timer(EngineMeter.COMMIT_TIME);
  }

  /** Shows a counter at once, at zero: its absence would look like a process that does not run. */
  public void show(EngineMeter meter, String value) {
    counter(new Counted(meter, value)).increment(0);
  }

  /** Counts one, for a meter without a label of its own. */
  public void count(EngineMeter meter) {
    count(meter, "");
  }

  /** Counts one under this value of the meter's label. */
  public void count(EngineMeter meter, String value) {
    counter(new Counted(meter, value)).increment();
  }

  public void handled(Handled.Done done) {
    if (done.as() == Handled.As.QUARANTINED) {
      count(EngineMeter.QUARANTINED, done.code());
    }
    if (done.as() == Handled.As.BROUGHT_HOME) {
      count(EngineMeter.BROUGHT_HOME, done.code());
    }
    count(EngineMeter.HANDLED, done.as().name().toLowerCase(Locale.ROOT));
  }

  void gauges(Dispatcher dispatcher) {
    gauge(EngineMeter.IN_FLIGHT, () -> dispatcher.load().running());
    gauge(EngineMeter.WAITING, () -> dispatcher.load().waiting());
    gauge(EngineMeter.BUFFERED, () -> dispatcher.load().records());
    gauge(EngineMeter.BUFFERED_BYTES, () -> dispatcher.load().bytes());
  }

  void gauges(ConsumerLoop loop) {
    gauge(EngineMeter.ASSIGNED, () -> loop.figures().assigned());
    gauge(EngineMeter.PAUSED, () -> loop.figures().paused());
    gauge(EngineMeter.LAG, () -> loop.figures().lag());
    gauge(EngineMeter.LEDGER, () -> loop.figures().ledgerEntries());
    gauge(EngineMeter.FORGOTTEN, () -> loop.figures().forgotten());
  }

  private void gauge(EngineMeter meter, Supplier<Number> value) {
    gauges.add(
        Gauge.builder(meter.meter(), value)
            .description(meter.help())
            .tags(stage)
            .register(registry));
  }

  public Timer.Sample start() {
    return Timer.start(registry);
  }

  public void handlerEnded(Timer.Sample sample) {
    sample.stop(handlerTime);
  }

  /** Returns how long the transaction took. */
  public Duration committed(Timer.Sample sample) {
    return Duration.ofNanos(sample.stop(commitTime));
  }

  /** Monotonic time in nanoseconds. */
  public long nanos() {
    return registry.config().clock().monotonicTime();
  }

  @Override
  public void close() {
    gauges.forEach(registry::remove);
  }

  private Counter counter(Counted counted) {
    return counters.computeIfAbsent(counted, each -> register(each.meter(), each.value()));
  }

  private Counter register(EngineMeter meter, String value) {
    return Counter.builder(meter.meter())
        .description(meter.help())
        .tags(meter.label().isEmpty() ? stage : stage.and(meter.label(), value))
        .register(registry);
  }

  private record Counted(EngineMeter meter, String value) {}

  private Timer timer(EngineMeter meter) {
    return Timer.builder(meter.meter()).description(meter.help()).tags(stage).register(registry);
  }
}
