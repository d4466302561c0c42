package dev.pinwheel.metrics;

import dev.pinwheel.metrics.topology.RotationMetricsTopology;
import dev.pinwheel.runtime.kafka.ClusterFault;
import dev.pinwheel.runtime.kafka.Complaint;
import dev.pinwheel.runtime.service.Environment;
import dev.pinwheel.runtime.service.Service;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the topology in Kafka Streams, exactly once. */
final class RotationMetricsService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(RotationMetricsService.class);

  /** Less than the 10 s in which a process has to stop. */
  private static final Duration CLOSING = Duration.ofSeconds(8);

  /** So that a broker or registry that is down is not hammered by thread after thread. */
  private static final Duration BEFORE_REPLACEMENT = Duration.ofSeconds(1);

  private final Properties properties;
  private final Serde<SpecificRecord> values;
  private final Topology topology;
  private final ThreadFailures failures;
  private final MeterRegistry meters;

  private final Complaint complaint = new Complaint(System::nanoTime);

  /** In words, for as long as nothing runs since. */
  private volatile Optional<String> lastFailure = Optional.empty();

  /** Null until started: its constructor opens connections. */
  private volatile KafkaStreams streams;

  private KafkaStreamsMetrics metrics;

  RotationMetricsService(RotationMetricsConfig config, Environment environment) {
    properties = StreamsProperties.of(config);
    values = ConfiguredValues.of(config.kafka());
    topology =
        new RotationMetricsTopology(config.window(), config.grace(), config.interval())
            .build(values, environment.clock());
    failures = new ThreadFailures(environment.clock());
    meters = environment.meters();
  }

  @Override
  public void start() {
    KafkaStreams started = new KafkaStreams(topology, properties);
    started.setUncaughtExceptionHandler(this::afterFailure);
    metrics = new KafkaStreamsMetrics(started);
    metrics.bindTo(meters);
    streams = started;
    started.start();
  }

  private StreamThreadExceptionResponse afterFailure(Throwable failure) {
    return switch (failures.on(failure)) {
      case REPLACE -> {
        String words = ClusterFault.inWords(failure);
        lastFailure = Optional.of(words);
        if (complaint.isDue(words)) {
          LOG.warn("a stream thread failed and is replaced: {}", words, failure);
        }
        LockSupport.parkNanos(BEFORE_REPLACEMENT.toNanos());
        yield StreamThreadExceptionResponse.REPLACE_THREAD;
      }
      case GIVE_UP -> {
        LOG.error("stream threads keep failing", failure);
        yield StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    };
  }

  @Override
  public Health health() {
    KafkaStreams current = streams;
    if (current == null) {
      return new Health(true, false, "Kafka Streams is not started");
    }
    KafkaStreams.State state = current.state();
    boolean live =
        switch (state) {
          case CREATED, REBALANCING, RUNNING -> true;
          case PENDING_SHUTDOWN, NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
    boolean ready = state == KafkaStreams.State.RUNNING;
    return new Health(
        live,
        ready,
        "Kafka Streams is "
            + state
            + lastFailure.filter(failure -> !ready).map(failure -> ": " + failure).orElse(""));
  }

  @Override
  public void close() {
    if (streams != null) {
      metrics.close();
      // a member that stays away without a word holds up the others, and its own restart, for 10 s
      CloseOptions leaving =
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(CLOSING);
      if (!streams.close(leaving)) {
        LOG.warn(
            "Kafka Streams did not stop within {}; its open transaction will be aborted", CLOSING);
      }
    }
    values.close();
  }
}
